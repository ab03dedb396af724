package io.tallystick;

/** A histogram that reaches whatever runtime is installed. */
final class LateBoundHistogram extends LateBoundHandle implements Histogram {
  /** Volatile: a hot loop must see a runtime that starts or closes while it turns. */
  private volatile Histogram target = NoopMetrics.HANDLE;

  LateBoundHistogram(String name, Tags tags) {
    super(name, tags);
  }

  @Override
  void bind(Metrics runtime) {
    target = runtime.histogram(name, tags);
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
