package io.tallystick;

/** A counter that reaches whatever runtime is installed. */
final class LateBoundCounter implements Counter, LateBoundHandle {
  private final SeriesKey series;

  /** Volatile: a hot loop must see a runtime that starts or closes while it turns. */
  private volatile Counter target;

  LateBoundCounter(SeriesKey series) {
    this.series = series;
    this.target = NoopMetrics.INSTANCE.counter(series.name(), series.tags());
  }

  @Override
  public void bind(Metrics runtime) {
    target = runtime.counter(series.name(), series.tags());
  }

  @Override
  public void increment() {
    target.increment();
  }

  @Override
  public void add(long amount) {
    target.add(amount);
  }

  @Override
  public void add(double amount) {
    target.add(amount);
  }
}
