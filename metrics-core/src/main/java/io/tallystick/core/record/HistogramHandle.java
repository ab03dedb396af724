package io.tallystick.core.record;

import io.tallystick.Histogram;
import io.tallystick.guard.ValueRule;

/** A histogram whose series is known. */
final class HistogramHandle extends LaneAccess implements Histogram {
  private final Samples samples;
  private final Series series;
  private final int index;

  HistogramHandle(Samples samples, Series series) {
    super(samples.places());
    this.samples = samples;
    this.series = series;
    this.index = series.index();
  }

  @Override
  public void record(long value) {
    record((double) value);
  }

  @Override
  public void record(double value) {
    Thread thread = Thread.currentThread();
    if (!Double.isFinite(value)
        || !appendToOwn(thread, index, ValueRule.withoutNegativeZero(value))) {
      samples.recordElsewhere(thread, series, value);
    }
  }
}
