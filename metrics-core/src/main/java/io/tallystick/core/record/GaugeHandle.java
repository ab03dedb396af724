package io.tallystick.core.record;

import io.tallystick.Gauge;

/** A gauge whose series is known. */
final class GaugeHandle implements Gauge {
  private final Samples samples;
  private final Series series;

  GaugeHandle(Samples samples, Series series) {
    this.samples = samples;
    this.series = series;
  }

  @Override
  public void set(long value) {
    samples.set(series, (double) value);
  }

  @Override
  public void set(double value) {
    samples.set(series, value);
  }

  @Override
  public void add(long amount) {
    samples.add(series, (double) amount);
  }

  @Override
  public void add(double amount) {
    samples.add(series, amount);
  }
}
