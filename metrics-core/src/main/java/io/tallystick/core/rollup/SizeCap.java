package io.tallystick.core.rollup;

import io.tallystick.Gauge;
import io.tallystick.Metrics;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.PurgeOutcome;
import io.tallystick.spi.StartSpan;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the store, and sheds the finest history of one that is too large: an hour of minutes a
 * sweep, then of five minutes, then a day of hours, the oldest first. Never days, never what is not
 * folded, and never the newest of each, by what is stored and not by a clock. For one thread.
 */
final class SizeCap {
  private static final Logger LOGGER = LoggerFactory.getLogger(SizeCap.class);
  private static final long MEASURE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private static final List<Shed> SHEDS =
      List.of(
          new Shed(Granularity.MINUTE, Granularity.HOUR, Duration.ofHours(1)),
          new Shed(Granularity.FIVE_MINUTES, Granularity.HOUR, Duration.ofHours(24)),
          new Shed(Granularity.HOUR, Granularity.DAY, Duration.ofDays(7)));

  private final BucketStore buckets;
  private final BucketPurge bucketPurge;
  private final long mostBytes;
  private final Metrics metrics;
  private final Gauge size;
  private final LongSupplier elapsedNanos;
  private OptionalLong sizeBytes = OptionalLong.empty();
  private boolean hasMeasured;
  private long measuredNanos;
  private boolean isTooLarge;
  private boolean isAtTheEnd;
  private long shedBuckets;

  SizeCap(
      BucketStore buckets,
      BucketPurge bucketPurge,
      long mostBytes,
      Metrics metrics,
      LongSupplier elapsedNanos) {
    this.buckets = buckets;
    this.bucketPurge = bucketPurge;
    this.mostBytes = mostBytes;
    this.metrics = metrics;
    this.size = metrics.gauge("tallystick.store.size_bytes");
    this.elapsedNanos = elapsedNanos;
  }

  /** Measures the store, whoever sweeps it: now and then, or each time when there is a cap. */
  void measure() {
    long nowNanos = elapsedNanos.getAsLong();
    if (hasMeasured && !isCapped() && nowNanos - measuredNanos < MEASURE_NANOS) {
      return;
    }
    sizeBytes = buckets.sizeBytes();
    sizeBytes.ifPresent(bytes -> size.set(bytes));
    hasMeasured = true;
    measuredNanos = nowNanos;
  }

  private boolean isCapped() {
    return mostBytes != JanitorSettings.UNLIMITED;
  }

  /** Sheds a little if the store is too large. */
  void shed(Turn turn) {
    if (sizeBytes.orElse(0) <= mostBytes) {
      isTooLarge = false;
      isAtTheEnd = false;
      return;
    }
    sayOnceThatItIsTooLarge();
    ZoneId zone = buckets.identity().zone();
    for (Shed shed : SHEDS) {
      if (turn.isStopped() || shed(shed, zone, turn) > 0) {
        return;
      }
    }
    sayOnceThatNothingIsLeft();
  }

  /** How many buckets went. */
  private int shed(Shed shed, ZoneId zone, Turn turn) {
    StartSpan span = buckets.span(shed.granularity()).orElse(null);
    if (span == null) {
      return 0;
    }
    Instant bound = shed.bound(span, zone);
    int removed = 0;
    boolean goesOn = bound.isAfter(span.oldest());
    while (goesOn) {
      PurgeOutcome outcome = bucketPurge.portion(shed.granularity(), bound);
      removed += outcome.removed();
      goesOn = !outcome.isDone() && !turn.isOver();
    }
    count(removed);
    return removed;
  }

  private void count(int removed) {
    shedBuckets += removed;
    if (removed > 0) {
      metrics.count("tallystick.dropped.count", removed, "reason", "store_too_large");
    }
  }

  private void sayOnceThatItIsTooLarge() {
    if (!isTooLarge) {
      LOGGER.warn(
          "The store takes {} bytes, more than the {} that it may: the finest history is shed, the"
              + " oldest first.",
          sizeBytes.orElse(0),
          mostBytes);
    }
    isTooLarge = true;
  }

  private void sayOnceThatNothingIsLeft() {
    if (!isAtTheEnd) {
      LOGGER.warn(
          "The store takes {} bytes, more than the {} that it may, and nothing is left to shed: only"
              + " buckets of a day, the newest of each width, and what is not folded yet. Allow more,"
              + " or record fewer series.",
          sizeBytes.orElse(0),
          mostBytes);
    }
    isAtTheEnd = true;
  }

  OptionalLong sizeBytes() {
    return sizeBytes;
  }

  long shedBuckets() {
    return shedBuckets;
  }

  /**
   * What is shed at a time.
   *
   * @param step a window of that width goes at once
   * @param kept so much stays before the newest
   */
  private record Shed(Granularity granularity, Granularity step, Duration kept) {
    /** Not after the oldest bucket when nothing is to go. */
    Instant bound(StartSpan span, ZoneId zone) {
      Instant afterStep = step.bucketRange(span.oldest(), zone).to();
      Instant firstKept = step.bucketStart(span.newest().minus(kept), zone);
      return afterStep.isBefore(firstKept) ? afterStep : firstKept;
    }
  }
}
