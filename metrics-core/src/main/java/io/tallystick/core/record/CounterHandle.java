package io.tallystick.core.record;

import io.tallystick.Counter;

/** A counter whose series is known. */
final class CounterHandle extends LaneAccess implements Counter {
  private final Samples samples;
  private final Series series;
  private final int cell;

  CounterHandle(Samples samples, Series series) {
    super(samples.places());
    this.samples = samples;
    this.series = series;
    this.cell = series.cell();
  }

  @Override
  public void increment() {
    if (!addToOwn(Thread.currentThread(), cell, 1L)) {
      samples.count(series, 1L);
    }
  }

  @Override
  public void add(long amount) {
    if (amount < 0 || !addToOwn(Thread.currentThread(), cell, amount)) {
      samples.count(series, amount);
    }
  }

  @Override
  public void add(double amount) {
    samples.count(series, amount);
  }
}
