package io.tallystick;

import io.tallystick.guard.Decision;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Metrics#current()} gives out: hands every call to the runtime of the moment, by the
 * overload that it came by, so that nothing is allocated on the way.
 */
final class LateBoundMetrics implements Metrics {
  static final LateBoundMetrics INSTANCE = new LateBoundMetrics(new RuntimeDoor());

  private final RuntimeDoor door;

  LateBoundMetrics(RuntimeDoor door) {
    this.door = door;
  }

  RuntimeDoor door() {
    return door;
  }

  Metrics target() {
    return door.target();
  }

  @Override
  public Decision describe(MetricDescriptor descriptor) {
    return door.describe(descriptor);
  }

  @Override
  public Counter counter(String name, Tags tags) {
    return door.bound(new LateBoundCounter(name, tags));
  }

  @Override
  public Gauge gauge(String name, Tags tags) {
    return door.bound(new LateBoundGauge(name, tags));
  }

  @Override
  public Histogram histogram(String name, Tags tags) {
    return door.bound(new LateBoundHistogram(name, tags));
  }

  @Override
  public GaugeRegistration gauge(String name, Tags tags, DoubleSupplier supplier) {
    return door.register(new LateBoundSupplier(door, name, tags, supplier));
  }

  @Override
  public void count(String name) {
    target().count(name);
  }

  @Override
  public void count(String name, long amount) {
    target().count(name, amount);
  }

  @Override
  public void count(String name, long amount, String key1, String value1) {
    target().count(name, amount, key1, value1);
  }

  @Override
  public void count(
      String name, long amount, String key1, String value1, String key2, String value2) {
    target().count(name, amount, key1, value1, key2, value2);
  }

  @Override
  public void count(
      String name,
      long amount,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {
    target().count(name, amount, key1, value1, key2, value2, key3, value3);
  }

  @Override
  public void count(
      String name,
      long amount,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3,
      String key4,
      String value4) {
    target().count(name, amount, key1, value1, key2, value2, key3, value3, key4, value4);
  }

  @Override
  public void count(String name, long amount, Tags tags) {
    target().count(name, amount, tags);
  }

  @Override
  public void count(String name, double amount) {
    target().count(name, amount);
  }

  @Override
  public void count(String name, double amount, String key1, String value1) {
    target().count(name, amount, key1, value1);
  }

  @Override
  public void count(
      String name, double amount, String key1, String value1, String key2, String value2) {
    target().count(name, amount, key1, value1, key2, value2);
  }

  @Override
  public void count(
      String name,
      double amount,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {
    target().count(name, amount, key1, value1, key2, value2, key3, value3);
  }

  @Override
  public void count(
      String name,
      double amount,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3,
      String key4,
      String value4) {
    target().count(name, amount, key1, value1, key2, value2, key3, value3, key4, value4);
  }

  @Override
  public void count(String name, double amount, Tags tags) {
    target().count(name, amount, tags);
  }

  @Override
  public void gauge(String name, long value) {
    target().gauge(name, value);
  }

  @Override
  public void gauge(String name, long value, String key1, String value1) {
    target().gauge(name, value, key1, value1);
  }

  @Override
  public void gauge(
      String name, long value, String key1, String value1, String key2, String value2) {
    target().gauge(name, value, key1, value1, key2, value2);
  }

  @Override
  public void gauge(
      String name,
      long value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {
    target().gauge(name, value, key1, value1, key2, value2, key3, value3);
  }

  @Override
  public void gauge(
      String name,
      long value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3,
      String key4,
      String value4) {
    target().gauge(name, value, key1, value1, key2, value2, key3, value3, key4, value4);
  }

  @Override
  public void gauge(String name, long value, Tags tags) {
    target().gauge(name, value, tags);
  }

  @Override
  public void gauge(String name, double value) {
    target().gauge(name, value);
  }

  @Override
  public void gauge(String name, double value, String key1, String value1) {
    target().gauge(name, value, key1, value1);
  }

  @Override
  public void gauge(
      String name, double value, String key1, String value1, String key2, String value2) {
    target().gauge(name, value, key1, value1, key2, value2);
  }

  @Override
  public void gauge(
      String name,
      double value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {
    target().gauge(name, value, key1, value1, key2, value2, key3, value3);
  }

  @Override
  public void gauge(
      String name,
      double value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3,
      String key4,
      String value4) {
    target().gauge(name, value, key1, value1, key2, value2, key3, value3, key4, value4);
  }

  @Override
  public void gauge(String name, double value, Tags tags) {
    target().gauge(name, value, tags);
  }

  @Override
  public void histogram(String name, long value) {
    target().histogram(name, value);
  }

  @Override
  public void histogram(String name, long value, String key1, String value1) {
    target().histogram(name, value, key1, value1);
  }

  @Override
  public void histogram(
      String name, long value, String key1, String value1, String key2, String value2) {
    target().histogram(name, value, key1, value1, key2, value2);
  }

  @Override
  public void histogram(
      String name,
      long value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {
    target().histogram(name, value, key1, value1, key2, value2, key3, value3);
  }

  @Override
  public void histogram(
      String name,
      long value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3,
      String key4,
      String value4) {
    target().histogram(name, value, key1, value1, key2, value2, key3, value3, key4, value4);
  }

  @Override
  public void histogram(String name, long value, Tags tags) {
    target().histogram(name, value, tags);
  }

  @Override
  public void histogram(String name, double value) {
    target().histogram(name, value);
  }

  @Override
  public void histogram(String name, double value, String key1, String value1) {
    target().histogram(name, value, key1, value1);
  }

  @Override
  public void histogram(
      String name, double value, String key1, String value1, String key2, String value2) {
    target().histogram(name, value, key1, value1, key2, value2);
  }

  @Override
  public void histogram(
      String name,
      double value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {
    target().histogram(name, value, key1, value1, key2, value2, key3, value3);
  }

  @Override
  public void histogram(
      String name,
      double value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3,
      String key4,
      String value4) {
    target().histogram(name, value, key1, value1, key2, value2, key3, value3, key4, value4);
  }

  @Override
  public void histogram(String name, double value, Tags tags) {
    target().histogram(name, value, tags);
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
  public <S extends CompletionStage<?>, X extends Throwable> S measureAsync(
      String name, Tags tags, Measured<S, X> call) throws X {
    return target().measureAsync(name, tags, call);
  }

  @Override
  public Decision recordUserMetric(
      @Nullable String tenantId,
      @Nullable String name,
      double value,
      UserMetricKind kind,
      Tags tags) {
    return target().recordUserMetric(tenantId, name, value, kind, tags);
  }
}
