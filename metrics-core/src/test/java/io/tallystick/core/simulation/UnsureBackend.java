package io.tallystick.core.simulation;

import io.tallystick.spi.Batch;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.Fold;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.Mark;
import io.tallystick.spi.PointStore;
import io.tallystick.spi.PurgeOutcome;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.SeriesType;
import io.tallystick.spi.StartSpan;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.StoreIdentity;
import io.tallystick.spi.StoredMetric;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriteOutcome;
import io.tallystick.spi.WriterActivity;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * One writer's way to the shared store. A call may fail before the store heard of it, or after it
 * did what it was asked to; a write may also arrive much later, when newer ones are there.
 */
final class UnsureBackend implements StorageBackend {
  private final World world;
  private final Queue<Batch> onTheirWay = new ArrayDeque<>();
  private final BucketStore buckets = new UnsureBuckets();
  private double failing;
  private boolean isCut;

  UnsureBackend(World world, double failing) {
    this.world = world;
    this.failing = failing;
  }

  /** Whether nothing gets through any more. */
  void cut(boolean nothing) {
    isCut = nothing;
  }

  /** From now on everything works. */
  void heal() {
    isCut = false;
    failing = 0;
    deliver();
  }

  /** What was held up arrives. */
  void deliver() {
    while (!onTheirWay.isEmpty()) {
      world.write(onTheirWay.remove());
    }
  }

  /** What was held up never arrives. */
  void drop() {
    onTheirWay.clear();
  }

  private <T> T call(Supplier<T> call) {
    if (isCut || world.chance(failing)) {
      throw StorageException.temporary("The way is cut.", null);
    }
    T result = call.get();
    if (world.chance(failing)) {
      throw StorageException.temporary("The answer is lost.", null);
    }
    return result;
  }

  @Override
  public BucketStore buckets() {
    return buckets;
  }

  @Override
  public ControlStore control() {
    return world.agreed().control();
  }

  @Override
  public PointStore points() {
    return world.agreed().points();
  }

  @Override
  public void close() {
    // the store is everybody's
  }

  /** Asks the shared store anew at each call, because it may be another one by then. */
  private final class UnsureBuckets implements BucketStore {
    @Override
    public StoreIdentity identity() {
      return world.buckets().identity();
    }

    @Override
    public WriteOutcome write(Batch batch) {
      if (!isCut && world.chance(failing)) {
        onTheirWay.add(batch);
        throw StorageException.temporary("Held up on its way.", null);
      }
      return call(() -> world.write(batch));
    }

    @Override
    public BucketCursor read(BucketQuery query) {
      return call(() -> world.buckets().read(query));
    }

    @Override
    public BucketCursor readAll(Granularity granularity, TimeRange range) {
      world.holdUp();
      return call(() -> world.buckets().readAll(granularity, range));
    }

    @Override
    public List<SeriesKey> series(SeriesFilter filter, int most) {
      return call(() -> world.buckets().series(filter, most));
    }

    @Override
    public List<StoredMetric> metrics(SeriesType type) {
      return call(() -> world.buckets().metrics(type));
    }

    @Override
    public List<StoredMetric> metrics(String tenant) {
      return call(() -> world.buckets().metrics(tenant));
    }

    @Override
    public List<Mark> marks(Granularity target, TimeRange range, int mostWindows) {
      return call(() -> world.buckets().marks(target, range, mostWindows));
    }

    @Override
    public boolean fold(Lease lease, Fold fold) {
      world.holdUp();
      return call(() -> world.buckets().fold(lease, fold));
    }

    @Override
    public PurgeOutcome purge(Lease lease, Granularity granularity, Instant before, int most) {
      world.holdUp();
      return call(() -> world.buckets().purge(lease, granularity, before, most));
    }

    @Override
    public Instant horizon(Granularity granularity) {
      return call(() -> world.buckets().horizon(granularity));
    }

    @Override
    public Optional<StartSpan> span(Granularity granularity) {
      return call(() -> world.buckets().span(granularity));
    }

    @Override
    public int removeSeries(Lease lease, Instant unseenSince, int most) {
      return call(() -> world.buckets().removeSeries(lease, unseenSince, most));
    }

    @Override
    public List<WriterActivity> writers(Instant seenSince, int most) {
      return call(() -> world.buckets().writers(seenSince, most));
    }

    @Override
    public OptionalLong sizeBytes() {
      return call(() -> world.buckets().sizeBytes());
    }
  }
}
