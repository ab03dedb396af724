package io.tallystick;

/** A gauge that reaches whatever runtime is installed. */
final class LateBoundGauge extends LateBoundHandle implements Gauge {
  /** Volatile: a hot loop must see a runtime that starts or closes while it turns. */
  private volatile Gauge target = NoopMetrics.HANDLE;

  LateBoundGauge(String name, Tags tags) {
    super(name, tags);
  }

  @Override
  void bind(Metrics runtime) {
    target = runtime.gauge(name, tags);
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
