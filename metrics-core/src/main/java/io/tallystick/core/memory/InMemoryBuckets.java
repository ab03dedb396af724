package io.tallystick.core.memory;

import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketKey;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.StorageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The buckets in the heap.
 *
 * <p>One monitor guards everything. A reader copies the references that it asked for under it, so
 * that nothing is held while it walks over them.
 */
final class InMemoryBuckets implements BucketStore {
  /** What a bucket takes with its key, its place and the tags of its series, about. */
  private static final long BUCKET_BYTES = 350;

  /** What a tag adds, whose texts the series shares. */
  private static final long TAG_BYTES = 16;

  private final int maxBuckets;
  private final long maxBytes;
  private final Map<Granularity, NavigableMap<Instant, Map<BucketKey, Bucket>>> byStart =
      new EnumMap<>(Granularity.class);
  private int size;
  private long bytes;
  private long givenUp;
  private boolean closed;

  InMemoryBuckets(int maxBuckets, long maxBytes) {
    this.maxBuckets = maxBuckets;
    this.maxBytes = maxBytes;
  }

  @Override
  public synchronized void write(Batch batch) {
    requireOpen();
    batch.buckets().forEach(this::put);
    while (size > maxBuckets || (bytes > maxBytes && size > 0)) {
      giveUpOldest();
    }
  }

  @Override
  public synchronized BucketCursor read(BucketQuery query) {
    requireOpen();
    List<OwnedBucket> found = new ArrayList<>();
    of(query.granularity())
        .subMap(query.range().from(), query.range().to())
        .values()
        .forEach(buckets -> addFound(found, buckets, query));
    return new ListCursor(found.iterator());
  }

  synchronized int size() {
    return size;
  }

  synchronized long givenUp() {
    return givenUp;
  }

  synchronized void close() {
    closed = true;
    size = 0;
    bytes = 0;
    byStart.values().forEach(Map::clear);
  }

  private void put(OwnedBucket owned) {
    Bucket bucket = owned.bucket();
    Map<BucketKey, Bucket> together =
        of(owned.granularity()).computeIfAbsent(bucket.start(), start -> new HashMap<>());
    BucketKey key = owned.key();
    Bucket there = together.get(key);
    if (there == null) {
      size++;
    }
    if (there == null || there.version() < bucket.version()) {
      together.put(key, bucket);
      bytes += bytes(key, bucket) - (there == null ? 0 : bytes(key, there));
    }
  }

  private static long bytes(BucketKey key, Bucket bucket) {
    return BUCKET_BYTES
        + TAG_BYTES * key.series().tags().size()
        + (bucket.state() instanceof HistogramState histogram ? histogram.sketch().size() : 0);
  }

  private static void addFound(
      List<OwnedBucket> found, Map<BucketKey, Bucket> buckets, BucketQuery query) {
    buckets.forEach(
        (key, bucket) -> {
          if (query.asksFor(key.series())) {
            found.add(new OwnedBucket(key.series(), key.granularity(), key.writer(), bucket));
          }
        });
  }

  /** Called only while there is a bucket; granularities are declared from fine to coarse. */
  private void giveUpOldest() {
    for (Granularity granularity : Granularity.values()) {
      Map.Entry<Instant, Map<BucketKey, Bucket>> oldest = of(granularity).firstEntry();
      if (oldest != null) {
        giveUpOne(granularity, oldest);
        return;
      }
    }
  }

  private void giveUpOne(
      Granularity granularity, Map.Entry<Instant, Map<BucketKey, Bucket>> oldest) {
    Map<BucketKey, Bucket> together = oldest.getValue();
    Iterator<Map.Entry<BucketKey, Bucket>> first = together.entrySet().iterator();
    Map.Entry<BucketKey, Bucket> gone = first.next();
    bytes -= bytes(gone.getKey(), gone.getValue());
    first.remove();
    size--;
    givenUp++;
    if (together.isEmpty()) {
      of(granularity).remove(oldest.getKey());
    }
  }

  private NavigableMap<Instant, Map<BucketKey, Bucket>> of(Granularity granularity) {
    return byStart.computeIfAbsent(granularity, key -> new TreeMap<>());
  }

  private void requireOpen() {
    if (closed) {
      throw StorageException.permanent("The in-memory backend is closed.", null);
    }
  }
}
