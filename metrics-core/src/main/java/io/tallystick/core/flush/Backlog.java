package io.tallystick.core.flush;

import io.tallystick.spi.Batch;
import io.tallystick.spi.BucketKey;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Buckets that wait for the store, one state each: a newer version takes the place of an older one.
 * Past its bound the oldest are given up and counted. Any thread may call.
 */
final class Backlog {
  /** What a bucket with its key takes, about. */
  private static final long BUCKET_BYTES = 400;

  private final long limitBytes;
  private final Map<BucketKey, OwnedBucket> waiting = new LinkedHashMap<>();
  private long bytes;

  Backlog(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** Takes buckets; gives back how many had to be given up for them. */
  synchronized int offer(List<OwnedBucket> buckets) {
    for (OwnedBucket bucket : buckets) {
      OwnedBucket older = waiting.get(bucket.key());
      if (older != null && older.bucket().version() >= bucket.bucket().version()) {
        continue;
      }
      waiting.put(bucket.key(), bucket);
      bytes += bytes(bucket) - (older == null ? 0 : bytes(older));
    }
    int given = 0;
    Iterator<OwnedBucket> oldest = waiting.values().iterator();
    while (bytes > limitBytes && oldest.hasNext()) {
      bytes -= bytes(oldest.next());
      oldest.remove();
      given++;
    }
    return given;
  }

  /** The oldest buckets, as many as a batch may hold; they stay until they are confirmed. */
  synchronized Batch next() {
    List<OwnedBucket> oldest = new ArrayList<>();
    for (OwnedBucket bucket : waiting.values()) {
      if (oldest.size() == Batch.MAX_BUCKETS) {
        break;
      }
      oldest.add(bucket);
    }
    return new Batch(oldest);
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
