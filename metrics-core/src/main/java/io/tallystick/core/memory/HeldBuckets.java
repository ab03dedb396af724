package io.tallystick.core.memory;

import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketKey;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StartSpan;
import io.tallystick.spi.TimeRange;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Buckets by start, in bounded room; guarded by the monitor of who owns it. */
final class HeldBuckets {
  /** What a bucket takes with its key, its place and the tags of its series, about. */
  private static final long BUCKET_BYTES = 350;

  /** What a tag adds, whose texts the series shares. */
  private static final long TAG_BYTES = 16;

  private final int maxBuckets;
  private final long maxBytes;
  private final Map<Granularity, NavigableMap<Instant, Map<BucketKey, Bucket>>> byStart =
      new EnumMap<>(Granularity.class);
  private final Map<Granularity, Instant> givenUpThrough = new EnumMap<>(Granularity.class);
  private int size;
  private long bytes;
  private long givenUp;

  HeldBuckets(int maxBuckets, long maxBytes) {
    this.maxBuckets = maxBuckets;
    this.maxBytes = maxBytes;
  }

  int size() {
    return size;
  }

  long bytes() {
    return bytes;
  }

  long givenUp() {
    return givenUp;
  }

  /** Whether the bucket is there now and was not before. */
  boolean putIfNewer(OwnedBucket owned) {
    boolean isNewer = version(owned.key()) < owned.bucket().version();
    if (isNewer) {
      replace(owned);
    }
    return isNewer;
  }

  void replace(OwnedBucket owned) {
    BucketKey key = owned.key();
    Bucket there = together(key).put(key, owned.bucket());
    if (there == null) {
      size++;
    }
    bytes += bytes(key, owned.bucket()) - (there == null ? 0 : bytes(key, there));
  }

  /** The version of what is there, 0 when nothing is. */
  long version(BucketKey key) {
    Bucket there = of(key.granularity()).getOrDefault(key.start(), Map.of()).get(key);
    return there == null ? 0 : there.version();
  }

  private Map<BucketKey, Bucket> together(BucketKey key) {
    return of(key.granularity()).computeIfAbsent(key.start(), start -> new HashMap<>());
  }

  /** In the order of their starts. */
  Stream<OwnedBucket> within(Granularity granularity, TimeRange range) {
    return of(granularity).subMap(range.from(), range.to()).values().stream()
        .flatMap(together -> together.entrySet().stream())
        .map(
            entry ->
                new OwnedBucket(
                    entry.getKey().series(),
                    granularity,
                    entry.getKey().writer(),
                    entry.getValue()));
  }

  /** Each series of which there is a bucket, once. */
  Stream<SeriesKey> series() {
    return byStart.values().stream()
        .flatMap(starts -> starts.values().stream())
        .flatMap(together -> together.keySet().stream())
        .map(BucketKey::series)
        .distinct();
  }

  Optional<StartSpan> span(Granularity granularity) {
    NavigableMap<Instant, Map<BucketKey, Bucket>> starts = of(granularity);
    return starts.isEmpty()
        ? Optional.empty()
        : Optional.of(new StartSpan(starts.firstKey(), starts.lastKey()));
  }

  /** How many went, the oldest first. */
  int removeBefore(Granularity granularity, Instant before, int most) {
    int removed = 0;
    NavigableMap<Instant, Map<BucketKey, Bucket>> starts = of(granularity);
    while (removed < most && !starts.isEmpty() && starts.firstKey().isBefore(before)) {
      removeOne(granularity, starts.firstEntry());
      removed++;
    }
    return removed;
  }

  boolean isFull() {
    return size > maxBuckets || (bytes > maxBytes && size > 0);
  }

  /**
   * Gives up the oldest of the finest buckets, of which there must be one; says how fine it was.
   */
  Granularity giveUpOldest() {
    Granularity finest = finest();
    Map.Entry<Instant, Map<BucketKey, Bucket>> oldest = of(finest).firstEntry();
    givenUpThrough.merge(finest, oldest.getKey(), HeldBuckets::later);
    givenUp++;
    removeOne(finest, oldest);
    return finest;
  }

  /** Granularities are declared from fine to coarse. */
  private Granularity finest() {
    return Stream.of(Granularity.values())
        .filter(granularity -> !of(granularity).isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** The latest start of a bucket that was given up. */
  Instant givenUpThrough(Granularity granularity) {
    return givenUpThrough.getOrDefault(granularity, Instant.MIN);
  }

  private void removeOne(
      Granularity granularity, Map.Entry<Instant, Map<BucketKey, Bucket>> oldest) {
    Map<BucketKey, Bucket> together = oldest.getValue();
    Iterator<Map.Entry<BucketKey, Bucket>> first = together.entrySet().iterator();
    Map.Entry<BucketKey, Bucket> gone = first.next();
    bytes -= bytes(gone.getKey(), gone.getValue());
    first.remove();
    size--;
    if (together.isEmpty()) {
      of(granularity).remove(oldest.getKey());
    }
  }

  void clear() {
    byStart.clear();
    size = 0;
    bytes = 0;
  }

  private NavigableMap<Instant, Map<BucketKey, Bucket>> of(Granularity granularity) {
    return byStart.computeIfAbsent(granularity, key -> new TreeMap<>());
  }

  private static long bytes(BucketKey key, Bucket bucket) {
    return BUCKET_BYTES
        + TAG_BYTES * key.series().tags().size()
        + (bucket.state() instanceof HistogramState histogram ? histogram.sketch().size() : 0);
  }
}
