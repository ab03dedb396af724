package io.tallystick.core.memory;

import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketKey;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Fold;
import io.tallystick.spi.FoldedBucket;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.Mark;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.PurgeOutcome;
import io.tallystick.spi.Refusal;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.SeriesType;
import io.tallystick.spi.StartSpan;
import io.tallystick.spi.StoreIdentity;
import io.tallystick.spi.StoredMetric;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriteOutcome;
import io.tallystick.spi.WriterActivity;
import io.tallystick.spi.WriterId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * The buckets in the heap.
 *
 * <p>One monitor guards everything; what is done under a lease takes that of {@link Leases} first.
 * A reader copies the references that it asked for, so that nothing is held while it walks over
 * them.
 */
final class InMemoryBuckets implements BucketStore {
  private final Lifetime lifetime;
  private final StoreIdentity identity;
  private final Leases leases;
  private final HeldBuckets held;
  private final Marks marks;
  private final SeenWriters seen = new SeenWriters();
  private final Map<Granularity, Instant> horizons = new EnumMap<>(Granularity.class);

  InMemoryBuckets(Lifetime lifetime, Leases leases, ZoneId zone, HeldBuckets held) {
    this.lifetime = lifetime;
    this.identity = new StoreIdentity(WriterId.random().toString(), zone, leases.now());
    this.leases = leases;
    this.held = held;
    this.marks = new Marks(zone);
  }

  @Override
  public StoreIdentity identity() {
    return identity;
  }

  @Override
  public synchronized WriteOutcome write(Batch batch) {
    lifetime.requireOpen();
    Instant now = leases.now();
    Instant farthest = now.plus(FARTHEST_AHEAD);
    Map<BucketKey, Refusal> refused = new HashMap<>();
    for (OwnedBucket owned : batch.buckets()) {
      Optional<Refusal> refusal = refusal(owned, farthest);
      if (refusal.isPresent()) {
        refused.put(owned.key(), refusal.get());
      } else {
        keep(owned, now);
      }
    }
    makeRoom();
    return new WriteOutcome(identity.id(), refused);
  }

  private void keep(OwnedBucket owned, Instant now) {
    if (held.putIfNewer(owned)) {
      marks.add(owned.granularity(), owned.bucket().start(), owned.writer());
    }
    seen.see(owned, now);
  }

  private Optional<Refusal> refusal(OwnedBucket owned, Instant farthest) {
    Instant start = owned.bucket().start();
    if (start.isAfter(farthest)) {
      return Optional.of(Refusal.TOO_FAR_AHEAD);
    }
    return start.isBefore(horizonOf(owned.granularity()))
        ? Optional.of(Refusal.BELOW_HORIZON)
        : Optional.empty();
  }

  @Override
  public synchronized BucketCursor read(BucketQuery query) {
    lifetime.requireOpen();
    List<OwnedBucket> found = new ArrayList<>();
    held.within(query.granularity(), query.range()).filter(query::asksFor).forEach(found::add);
    return new Found(found.iterator());
  }

  @Override
  public synchronized BucketCursor readAll(Granularity granularity, TimeRange range) {
    lifetime.requireOpen();
    Map<SeriesKey, List<OwnedBucket>> bySeries = new LinkedHashMap<>();
    held.within(granularity, range)
        .forEach(
            owned -> bySeries.computeIfAbsent(owned.series(), key -> new ArrayList<>()).add(owned));
    List<OwnedBucket> found = new ArrayList<>();
    bySeries.values().forEach(found::addAll);
    return new Found(found.iterator());
  }

  @Override
  public synchronized List<SeriesKey> series(SeriesFilter filter, int most) {
    lifetime.requireOpen();
    return held.series().filter(filter::asksFor).limit(most).toList();
  }

  @Override
  public List<StoredMetric> metrics(SeriesType type) {
    return metrics(series -> series.type() == type);
  }

  @Override
  public List<StoredMetric> metrics(String tenant) {
    return metrics(series -> tenant.equals(series.tenant()));
  }

  private synchronized List<StoredMetric> metrics(Predicate<SeriesKey> wanted) {
    lifetime.requireOpen();
    return held.series()
        .filter(wanted)
        .map(StoredMetric::of)
        .distinct()
        .sorted(Comparator.comparing(StoredMetric::name).thenComparing(StoredMetric::kind))
        .toList();
  }

  @Override
  public synchronized List<Mark> marks(Granularity target, TimeRange range, int mostWindows) {
    lifetime.requireOpen();
    return marks.find(target, range, mostWindows);
  }

  @Override
  public boolean fold(Lease lease, Fold fold) {
    return leases.under(lease, () -> foldHeld(fold));
  }

  private synchronized boolean foldHeld(Fold fold) {
    lifetime.requireOpen();
    fold.done().forEach(marks::remove);
    if (!isWhole(fold.target().finer().orElseThrow(), fold.window())) {
      return false;
    }
    for (FoldedBucket folded : fold.buckets()) {
      held.replace(owned(fold, folded));
    }
    if (!fold.buckets().isEmpty()) {
      marks.add(fold.target(), fold.window(), WriterId.FOLDED);
    }
    makeRoom();
    return true;
  }

  /** Whether every bucket that was ever kept of a window's finer ones may still be there. */
  private boolean isWhole(Granularity finer, Instant window) {
    return !window.isBefore(horizonOf(finer)) && window.isAfter(held.givenUpThrough(finer));
  }

  /** What is given up can no longer be folded, so nobody is told to. */
  private void makeRoom() {
    while (held.isFull()) {
      Granularity finest = held.giveUpOldest();
      marks.giveUpThrough(finest, held.givenUpThrough(finest));
    }
  }

  private OwnedBucket owned(Fold fold, FoldedBucket folded) {
    BucketKey key = new BucketKey(fold.target(), fold.window(), folded.series(), WriterId.FOLDED);
    Bucket bucket = new Bucket(fold.window(), held.version(key) + 1, folded.state());
    return new OwnedBucket(folded.series(), fold.target(), WriterId.FOLDED, bucket);
  }

  @Override
  public PurgeOutcome purge(Lease lease, Granularity granularity, Instant before, int most) {
    return leases.under(lease, () -> purgeHeld(granularity, before, most));
  }

  private synchronized PurgeOutcome purgeHeld(Granularity granularity, Instant before, int most) {
    lifetime.requireOpen();
    Instant bound = marks.oldest(granularity).filter(before::isAfter).orElse(before);
    Instant horizon = horizonOf(granularity).isAfter(bound) ? horizonOf(granularity) : bound;
    horizons.put(granularity, horizon);
    int removed = held.removeBefore(granularity, horizon, most);
    boolean isDone = span(granularity).filter(span -> span.oldest().isBefore(horizon)).isEmpty();
    return new PurgeOutcome(removed, isDone, horizon);
  }

  @Override
  public synchronized Instant horizon(Granularity granularity) {
    lifetime.requireOpen();
    return horizonOf(granularity);
  }

  private Instant horizonOf(Granularity granularity) {
    return horizons.getOrDefault(granularity, Instant.MIN);
  }

  @Override
  public synchronized Optional<StartSpan> span(Granularity granularity) {
    lifetime.requireOpen();
    return held.span(granularity);
  }

  /** A series without buckets is not remembered at all. */
  @Override
  public int removeSeries(Lease lease, Instant unseenSince, int most) {
    return leases.under(
        lease,
        () -> {
          lifetime.requireOpen();
          return 0;
        });
  }

  @Override
  public synchronized List<WriterActivity> writers(Instant seenSince, int most) {
    lifetime.requireOpen();
    return seen.since(seenSince, most);
  }

  @Override
  public synchronized OptionalLong sizeBytes() {
    lifetime.requireOpen();
    return OptionalLong.of(held.bytes());
  }

  synchronized int size() {
    return held.size();
  }

  synchronized long givenUp() {
    return held.givenUp();
  }

  synchronized void forget() {
    held.clear();
    marks.clear();
    seen.clear();
  }

  private static final class Found extends ListCursor<OwnedBucket> implements BucketCursor {
    Found(Iterator<OwnedBucket> found) {
      super(found);
    }
  }
}
