package io.tallystick;

/** A gauge that reaches whatever runtime is installed. */
final class LateBoundGauge implements Gauge, LateBoundHandle {
  private final SeriesKey series;

  /** Volatile: a hot loop must see a runtime that starts or closes while it turns. */
  private volatile Gauge target;

  LateBoundGauge(SeriesKey series) {
    this.series = series;
    this.target = NoopMetrics.INSTANCE.gauge(series.name(), series.tags());
  }

  @Override
  public void bind(Metrics runtime) {
    target = runtime.gauge(series.name(), series.tags());
  }

  @Override
  public void set(long value) {
    target.set(value);
  }

  @Override
  public void set(double value) {
    target.set(value);
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
