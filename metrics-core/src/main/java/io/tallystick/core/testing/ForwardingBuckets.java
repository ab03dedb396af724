package io.tallystick.core.testing;

import io.tallystick.spi.Batch;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Fold;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.Mark;
import io.tallystick.spi.PurgeOutcome;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.SeriesType;
import io.tallystick.spi.StartSpan;
import io.tallystick.spi.StoreIdentity;
import io.tallystick.spi.StoredMetric;
import io.tallystick.spi.StretchCursor;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriteOutcome;
import io.tallystick.spi.WriterActivity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Buckets that are those of another store, but for what a test overrides: a write that fails, for
 * instance.
 *
 * <pre>{@code
 * new ForwardingBuckets(backend.buckets()) {
 *   @Override
 *   public WriteOutcome write(Batch batch) {
 *     throw StorageException.temporary("The store is away.", null);
 *   }
 * };
 * }</pre>
 */
public class ForwardingBuckets implements BucketStore {
  private final BucketStore target;

  /** Passes everything on to a store. */
  protected ForwardingBuckets(BucketStore target) {
    this.target = target;
  }

  @Override
  public StoreIdentity identity() {
    return target.identity();
  }

  @Override
  public WriteOutcome write(Batch batch) {
    return target.write(batch);
  }

  @Override
  public BucketCursor read(BucketQuery query) {
    return target.read(query);
  }

  @Override
  public BucketCursor readAll(Granularity granularity, TimeRange range) {
    return target.readAll(granularity, range);
  }

  @Override
  public StretchCursor totals(Granularity granularity, SeriesFilter filter, List<Instant> borders) {
    return target.totals(granularity, filter, borders);
  }

  @Override
  public List<SeriesKey> series(SeriesFilter filter, int most) {
    return target.series(filter, most);
  }

  @Override
  public List<StoredMetric> metrics(SeriesType type) {
    return target.metrics(type);
  }

  @Override
  public List<StoredMetric> metrics(String tenant) {
    return target.metrics(tenant);
  }

  @Override
  public List<Mark> marks(Granularity target, TimeRange range, int mostWindows) {
    return this.target.marks(target, range, mostWindows);
  }

  @Override
  public boolean fold(Lease lease, Fold fold) {
    return target.fold(lease, fold);
  }

  @Override
  public PurgeOutcome purge(Lease lease, Granularity granularity, Instant before, int most) {
    return target.purge(lease, granularity, before, most);
  }

  @Override
  public Instant horizon(Granularity granularity) {
    return target.horizon(granularity);
  }

  @Override
  public Map<Granularity, Instant> horizons() {
    return target.horizons();
  }

  @Override
  public Optional<StartSpan> span(Granularity granularity) {
    return target.span(granularity);
  }

  @Override
  public int removeSeries(Lease lease, Instant unseenSince, int most) {
    return target.removeSeries(lease, unseenSince, most);
  }

  @Override
  public List<WriterActivity> writers(Instant seenSince, int most) {
    return target.writers(seenSince, most);
  }

  @Override
  public OptionalLong sizeBytes() {
    return target.sizeBytes();
  }

  @Override
  public boolean foldsByItself() {
    return target.foldsByItself();
  }
}
