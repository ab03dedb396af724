package io.tallystick;

/** A histogram that reaches whatever runtime is installed. */
final class LateBoundHistogram implements Histogram, LateBoundHandle {
  private final SeriesKey series;

  /** Volatile: a hot loop must see a runtime that starts or closes while it turns. */
  private volatile Histogram target;

  LateBoundHistogram(SeriesKey series) {
    this.series = series;
    this.target = NoopMetrics.INSTANCE.histogram(series.name(), series.tags());
  }

  @Override
  public void bind(Metrics runtime) {
    target = runtime.histogram(series.name(), series.tags());
  }

  @Override
  public void record(long value) {
    target.record(value);
  }

  @Override
  public void record(double value) {
    target.record(value);
  }
}
