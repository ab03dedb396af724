package io.tallystick.core.record;

import io.tallystick.Histogram;

/** A histogram whose series is known and whose samples are kept. */
final class KeptHistogram implements Histogram {
  private final Samples samples;
  private final Series series;

  KeptHistogram(Samples samples, Series series) {
    this.samples = samples;
    this.series = series;
  }

  @Override
  public void record(long value) {
    samples.record(series, (double) value);
  }

  @Override
  public void record(double value) {
    samples.record(series, value);
  }
}
