package io.tallystick.core.record;

import io.tallystick.Counter;

/** A counter whose series is known. */
final class CounterHandle extends LaneAccess implements Counter {
  private final Samples samples;
  private final Series series; // which lives as long as somebody holds this
  private final int cell;

  CounterHandle(Samples samples, Series series) {
    super(samples.places());
    this.samples = samples;
    this.series = series;
    this.cell = series.cell();
  }

  @Override
  public void increment() {
    Thread thread = Thread.currentThread();
    if (!addToOwn(thread, cell, 1L)) {
      samples.countElsewhere(thread, cell, 1L);
    }
  }

  @Override
  public void add(long amount) {
    Thread thread = Thread.currentThread();
    if (amount < 0 || !addToOwn(thread, cell, amount)) {
      samples.countElsewhere(thread, cell, amount);
    }
  }

  @Override
  public void add(double amount) {
    samples.count(series, amount);
  }
}
