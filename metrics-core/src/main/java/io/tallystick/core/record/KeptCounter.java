package io.tallystick.core.record;

import io.tallystick.Counter;

/** A counter whose series is known and whose samples are kept. */
final class KeptCounter implements Counter {
  private final Samples samples;
  private final Series series; // which lives as long as somebody holds this

  KeptCounter(Samples samples, Series series) {
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
