package io.tallystick.store.jdbc;

import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.Percentiles;
import io.tallystick.spi.Point;
import io.tallystick.spi.WriterId;
import java.util.Arrays;

/**
 * 64 bits by which two buckets or two points are told apart, within one process. What differs has
 * another fingerprint, but by chance.
 *
 * <p>A zero is a zero whatever its sign, because not every database keeps that. For one thread.
 */
final class Fingerprint {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private long bits;

  private Fingerprint() {}

  /**
   * Of what a bucket holds, and of its version. That of a folded one counts how often it was
   * folded, which tells nothing of what it holds.
   */
  static long ofContent(OwnedBucket owned) {
    boolean isFolded = owned.writer().equals(WriterId.FOLDED);
    Fingerprint content = new Fingerprint().add(isFolded ? 0 : owned.bucket().version());
    content.add(owned.bucket().state());
    return content.bits;
  }

  /** Of a bucket that has such a content: its key counts too. */
  static long of(OwnedBucket owned, long content) {
    return new Fingerprint().add(content).add(owned.key().hashCode()).bits;
  }

  static long of(Point point) {
    return new Fingerprint()
        .add(point.series().hashCode())
        .add(point.at().toEpochMilli())
        .add(point.value())
        .add(point.share())
        .bits;
  }

  private void add(BucketState state) {
    if (state instanceof CounterState counter) {
      add(counter.whole()).add(counter.fractional());
    } else if (state instanceof GaugeState gauge) {
      add(gauge.last()).add(gauge.lastAt().toEpochMilli()).add(gauge.min()).add(gauge.max());
      add(gauge.weightedSum()).add(gauge.observedMillis());
    } else if (state instanceof HistogramState histogram) {
      add(histogram.count()).add(histogram.sum()).add(histogram.min()).add(histogram.max());
      Percentiles percentiles = histogram.percentiles();
      add(percentiles.p50()).add(percentiles.p95()).add(percentiles.p99());
      add(Arrays.hashCode(histogram.sketch().toArray()));
    }
  }

  private Fingerprint add(double value) {
    return add(Double.doubleToLongBits(value + 0.0));
  }

  private Fingerprint add(long value) {
    bits = (bits ^ value) * MULTIPLIER;
    bits ^= bits >>> 32;
    return this;
  }
}
