package io.tallystick.core.flush;

import io.tallystick.spi.BucketState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import java.util.HashMap;
import java.util.Map;

/**
 * How much memory buckets take of what they may. The key of a series counts once, however many of
 * its buckets there are, because they share it. Its texts are those of the series, which counts
 * them among what is recorded.
 */
final class Room {
  /** A window with its place in the order and its empty maps. */
  static final long WINDOW_BYTES = 480;

  /** A note about one bucket. */
  static final long NOTE_BYTES = 40;

  /** A bucket with its place in its window, without its state. */
  private static final long BUCKET_BYTES = 120;

  private static final long COUNTER_BYTES = 32;
  private static final long GAUGE_BYTES = 88;

  /** Without the bytes of the sketch. */
  private static final long HISTOGRAM_BYTES = 136;

  /** A key with its tags and its place here, without its texts. */
  private static final long KEY_BYTES = 176;

  /** The places of a tag's two texts. */
  private static final long TAG_BYTES = 16;

  private final long limitBytes;
  private final Map<SeriesKey, Integer> bucketsOf = new HashMap<>();
  private long bytes;

  Room(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  long bytes() {
    return bytes;
  }

  boolean isOver() {
    return bytes > limitBytes;
  }

  /** Takes so much more, or less. */
  void add(long moreBytes) {
    bytes += moreBytes;
  }

  void add(OwnedBucket owned) {
    bytes += bytes(owned.bucket().state());
    if (bucketsOf.merge(owned.series(), 1, Integer::sum) == 1) {
      bytes += bytes(owned.series());
    }
  }

  void remove(OwnedBucket owned) {
    bytes -= bytes(owned.bucket().state());
    if (bucketsOf.computeIfPresent(owned.series(), (key, many) -> many == 1 ? null : many - 1)
        == null) {
      bytes -= bytes(owned.series());
    }
  }

  private static long bytes(BucketState state) {
    if (state instanceof HistogramState histogram) {
      return BUCKET_BYTES + HISTOGRAM_BYTES + histogram.sketch().size();
    }
    return BUCKET_BYTES + (state instanceof GaugeState ? GAUGE_BYTES : COUNTER_BYTES);
  }

  private static long bytes(SeriesKey series) {
    return KEY_BYTES + TAG_BYTES * series.tags().size();
  }
}
