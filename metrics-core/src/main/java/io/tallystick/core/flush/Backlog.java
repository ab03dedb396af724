package io.tallystick.core.flush;

import io.tallystick.spi.Batch;
import io.tallystick.spi.BucketKey;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Buckets that wait for the store, one state each: a newer version takes the place of an older one.
 * Past its bound the oldest are given up and counted. Any thread may call.
 */
final class Backlog {
  /** What a bucket with its key takes, about. */
  private static final long BUCKET_BYTES = 400;

  private final long limitBytes;
  private final Map<BucketKey, OwnedBucket> waiting = new LinkedHashMap<>();

  /** What is being written: the batch holds it anyway, and it may be stored already. */
  private final Set<BucketKey> inFlight = new HashSet<>();

  /** What was given up of the window that was offered last. */
  private final Set<BucketKey> givenUpOfOpen = new HashSet<>();

  /** Any bucket of the window that was offered last. */
  private @Nullable BucketKey open;

  private long bytes;

  Backlog(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /**
   * Takes buckets of one window of time.
   *
   * @return how many are known by now to be lost, because they had to be given up and will not come
   *     again: those of the newest window may, with all that they had and more
   */
  synchronized int offer(List<OwnedBucket> buckets) {
    if (buckets.isEmpty()) {
      return 0;
    }
    int lost = isOpen(buckets.get(0).key()) ? 0 : lostOfOpen();
    open = buckets.get(0).key();
    buckets.forEach(this::put);
    return lost + giveUp();
  }

  private int lostOfOpen() {
    int lost = givenUpOfOpen.size();
    givenUpOfOpen.clear();
    return lost;
  }

  private boolean isOpen(BucketKey key) {
    return open != null && open.writer().equals(key.writer()) && open.start().equals(key.start());
  }

  private void put(OwnedBucket bucket) {
    OwnedBucket older = waiting.get(bucket.key());
    if (older == null || older.bucket().version() < bucket.bucket().version()) {
      waiting.put(bucket.key(), bucket);
      givenUpOfOpen.remove(bucket.key());
      bytes += bytes(bucket) - (older == null ? 0 : bytes(older));
    }
  }

  /** Makes room; how many of those that went are over. What is being written is not given up. */
  private int giveUp() {
    int lost = 0;
    Iterator<OwnedBucket> oldest = waiting.values().iterator();
    while (bytes > limitBytes && oldest.hasNext()) {
      OwnedBucket bucket = oldest.next();
      if (inFlight.contains(bucket.key())) {
        continue;
      }
      bytes -= bytes(bucket);
      oldest.remove();
      if (isOpen(bucket.key())) {
        givenUpOfOpen.add(bucket.key());
      } else {
        lost++;
      }
    }
    return lost;
  }

  /**
   * The oldest buckets, as many as a batch may hold; they stay until they are confirmed, and none
   * of them is given up before the next call or {@link #release}.
   */
  synchronized Batch next() {
    release();
    List<OwnedBucket> oldest = new ArrayList<>();
    for (OwnedBucket bucket : waiting.values()) {
      if (oldest.size() == Batch.MAX_BUCKETS) {
        break;
      }
      oldest.add(bucket);
      inFlight.add(bucket.key());
    }
    return new Batch(oldest);
  }

  /** Nothing is being written any more. */
  synchronized void release() {
    inFlight.clear();
  }

  /** Lets go of what is stored, but for buckets that have a newer version by now. */
  synchronized void confirm(Batch batch) {
    for (OwnedBucket bucket : batch.buckets()) {
      if (waiting.remove(bucket.key(), bucket)) {
        bytes -= bytes(bucket);
      }
    }
  }

  synchronized int size() {
    return waiting.size();
  }

  private static long bytes(OwnedBucket bucket) {
    BucketState state = bucket.bucket().state();
    return BUCKET_BYTES
        + (state instanceof HistogramState histogram ? histogram.sketch().size() : 0);
  }
}
