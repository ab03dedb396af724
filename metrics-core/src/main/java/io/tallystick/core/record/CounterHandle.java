package io.tallystick.core.record;

import io.tallystick.Counter;

/** A counter whose series is known. */
final class CounterHandle implements Counter {
  private final Samples samples;
  private final Series series;

  CounterHandle(Samples samples, Series series) {
    this.samples = samples;
    this.series = series;
  }

  @Override
  public void increment() {
    samples.count(series, 1L);
  }

  @Override
  public void add(long amount) {
    samples.count(series, amount);
  }

  @Override
  public void add(double amount) {
    samples.count(series, amount);
  }
}
