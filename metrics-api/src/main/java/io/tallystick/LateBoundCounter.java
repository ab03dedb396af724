package io.tallystick;

/** A counter that reaches whatever runtime is installed. */
final class LateBoundCounter extends LateBoundHandle implements Counter {
  /** Volatile: a hot loop must see a runtime that starts or closes while it turns. */
  private volatile Counter target = NoopMetrics.HANDLE;

  LateBoundCounter(String name, Tags tags) {
    super(name, tags);
  }

  @Override
  void bind(Metrics runtime) {
    target = runtime.counter(name, tags);
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
