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
    if (!Double.isFinite(value)
        || !appendToOwn(Thread.currentThread(), index, ValueRule.withoutNegativeZero(value))) {
      samples.record(series, value);
    }
  }
}
