package io.tallystick;

import io.tallystick.guard.Decision;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** What {@link Metrics#current()} gives out: hands every call to the runtime of the moment. */
final class LateBoundMetrics extends ForwardingRecorder implements Metrics {
  static final LateBoundMetrics INSTANCE = new LateBoundMetrics(new RuntimeDoor());

  private final RuntimeDoor door;

  LateBoundMetrics(RuntimeDoor door) {
    this.door = door;
  }

  RuntimeDoor door() {
    return door;
  }

  @Override
  Metrics target() {
    return door.target();
  }

  @Override
  public Decision describe(MetricDescriptor descriptor) {
    return door.describe(descriptor);
  }

  @Override
  public Counter counter(String name, Tags tags) {
    return door.bound(new LateBoundCounter(new SeriesKey(name, tags)));
  }

  @Override
  public Gauge gauge(String name, Tags tags) {
    return door.bound(new LateBoundGauge(new SeriesKey(name, tags)));
  }

  @Override
  public Histogram histogram(String name, Tags tags) {
    return door.bound(new LateBoundHistogram(new SeriesKey(name, tags)));
  }

  @Override
  public GaugeRegistration gauge(String name, Tags tags, DoubleSupplier supplier) {
    return door.register(new SeriesKey(name, tags), supplier);
  }

  @Override
  public void duration(String name, long nanos, Tags tags) {
    target().duration(name, nanos, tags);
  }

  @Override
  public void duration(String name, long nanos, Tags tags, Result result) {
    target().duration(name, nanos, tags, result);
  }

  @Override
  public void duration(String name, Duration duration, Tags tags) {
    target().duration(name, duration, tags);
  }

  /** Without a runtime there is no clock to read; one that starts meanwhile misses this work. */
  @Override
  public Timing start(String name, Tags tags) {
    return target().start(name, tags);
  }

  @Override
  public <R extends @Nullable Object, X extends Throwable> R measure(
      String name, Tags tags, Measured<R, X> work) throws X {
    return target().measure(name, tags, work);
  }

  @Override
  public <X extends Throwable> void run(String name, Tags tags, Work<X> work) throws X {
    target().run(name, tags, work);
  }

  @Override
  public <S extends CompletionStage<?>, X extends Throwable> S measureAsync(
      String name, Tags tags, Measured<S, X> call) throws X {
    return target().measureAsync(name, tags, call);
  }

  @Override
  public Decision recordUserMetric(
      String tenantId, String name, double value, UserMetricKind kind, Tags tags) {
    return target().recordUserMetric(tenantId, name, value, kind, tags);
  }
}
