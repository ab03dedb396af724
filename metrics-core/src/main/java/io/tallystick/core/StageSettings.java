package io.tallystick.core;

import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.flush.FlushSettings;
import io.tallystick.core.points.PointFlushSettings;
import io.tallystick.core.record.PointSettings;
import io.tallystick.core.record.RecordingSettings;
import io.tallystick.core.rollup.JanitorSettings;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.util.function.Supplier;

/** What each stage of a pipeline is told of the runtime's options. */
final class StageSettings {
  /**
   * Whoever does what one instance at a time does may be away for so long before another does it;
   * alerts promise to go on within a minute and a half.
   */
  private static final Duration LEASE = Duration.ofMinutes(1);

  /** So that what was recorded last does not wait for folding. */
  private static final Duration LONGEST_SWEEP = Duration.ofSeconds(5);

  private static final long MOST_POINTS = 200_000;

  /** What a point takes while it waits, about. */
  private static final int BYTES_OF_POINT = 120;

  private StageSettings() {}

  static RecordingSettings recording(
      RuntimeOptions options, Supplier<Moment> clock, TenantKeys tenantKeys) {
    return new RecordingSettings(
        options.limits().guard(),
        options.limits().cardinality(),
        options.limits().tenant(),
        options.budgets().cellBytes(),
        options.budgets().histogramBytes(),
        Runtime.getRuntime().availableProcessors(),
        options.isStrict(),
        () -> clock.get().elapsedNanos(),
        options.constantTags(),
        tenantKeys::hash,
        new PointSettings(options.points(), mostPoints(), () -> clock.get().wallMillis()));
  }

  static PointFlushSettings points(RuntimeOptions options, WriterId writer) {
    return new PointFlushSettings(
        options.source(),
        options.constantTags(),
        writer,
        options.finestGranularity().width(),
        options.limits().guard(),
        options.limits().cardinality(),
        mostPoints());
  }

  /** How many points may wait, for their minute's end or for the store. */
  private static int mostPoints() {
    return (int) Math.min(MOST_POINTS, Runtime.getRuntime().maxMemory() / 64 / BYTES_OF_POINT);
  }

  static FlushSettings flush(RuntimeOptions options) {
    return new FlushSettings(
        options.source(),
        options.constantTags(),
        options.finestGranularity(),
        options.flushInterval(),
        options.budgets().backlogBytes(),
        options.retention().ofBuckets());
  }

  static JanitorSettings janitor(RuntimeOptions options) {
    Duration sweepTime = shorter(options.flushInterval().dividedBy(2), LONGEST_SWEEP);
    return options
        .retention()
        .janitor(options.storeMaxBytes(), LEASE, sweepTime)
        .withRequestsSummedUp(options.sumsUpRequests());
  }

  static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
