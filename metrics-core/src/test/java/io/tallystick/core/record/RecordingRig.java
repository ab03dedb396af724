package io.tallystick.core.record;

import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.guard.CardinalityLimit;
import io.tallystick.guard.GuardLimits;
import io.tallystick.guard.TenantLimits;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A recording whose time stands still until it is told to pass, and all that was drained of it. */
final class RecordingRig {
  private static final long MEGABYTE = 1 << 20;

  private final AtomicLong nanos = new AtomicLong();
  private final DrainedTotals drained = new DrainedTotals();
  private final Recording recording;

  RecordingRig() {
    this(CardinalityLimit.standard());
  }

  RecordingRig(CardinalityLimit cardinality) {
    recording =
        new Recording(
            new RecordingSettings(
                GuardLimits.standard(),
                cardinality,
                TenantLimits.standard(),
                32 * MEGABYTE,
                64 * MEGABYTE,
                2,
                false,
                nanos::get,
                Tags.empty(),
                id -> id,
                PointSettings.none()));
  }

  Recording recording() {
    return recording;
  }

  Metrics metrics() {
    return recording.metrics();
  }

  DrainedTotals drained() {
    return drained;
  }

  DrainedTotals drain(boolean endsMinute) {
    drained.beginDrain();
    recording.drain(drained, endsMinute);
    if (endsMinute) {
      drained.endMinute();
    }
    return drained;
  }

  /** Takes series out of use that were quiet in the minute that begins, as this one ends now. */
  Collection<Series> endMinuteAndRetire(String namePrefix) {
    drain(true);
    return recording.retire(
        drained.series().stream().filter(series -> series.name().startsWith(namePrefix)).toList());
  }

  void pass(long hours) {
    nanos.addAndGet(TimeUnit.HOURS.toNanos(hours));
  }
}
