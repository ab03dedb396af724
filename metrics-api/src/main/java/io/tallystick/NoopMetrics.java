package io.tallystick;

import static java.util.Objects.requireNonNull;

import io.tallystick.guard.Decision;
import io.tallystick.guard.Rule;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Records nothing and allocates nothing; timed work is done without a clock. */
final class NoopMetrics implements Metrics {
  static final NoopMetrics INSTANCE = new NoopMetrics();

  private static final Decision NOT_RUNNING =
      Decision.refused(
          Rule.NOT_RUNNING, "No runtime is running, so nothing was recorded: start one first.");

  static final SilentHandle HANDLE = new SilentHandle();

  private final Timing timing = Timing.idle(this);

  private NoopMetrics() {}

  @Override
  public Decision describe(MetricDescriptor descriptor) {
    requireNonNull(descriptor, "descriptor");
    return NOT_RUNNING;
  }

  @Override
  public Counter counter(String name, Tags tags) {
    requireSeries(name, tags);
    return HANDLE;
  }

  @Override
  public Gauge gauge(String name, Tags tags) {
    requireSeries(name, tags);
    return HANDLE;
  }

  @Override
  public GaugeRegistration gauge(String name, Tags tags, DoubleSupplier supplier) {
    requireSeries(name, tags);
    requireNonNull(supplier, "supplier");
    return HANDLE;
  }

  @Override
  public Histogram histogram(String name, Tags tags) {
    requireSeries(name, tags);
    return HANDLE;
  }

  @Override
  public void count(String name) {}

  @Override
  public void count(String name, long amount) {}

  @Override
  public void count(String name, long amount, String key1, String value1) {}

  @Override
  public void count(
      String name, long amount, String key1, String value1, String key2, String value2) {}

  @Override
  public void count(
      String name,
      long amount,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {}

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
      String value4) {}

  @Override
  public void count(String name, long amount, Tags tags) {}

  @Override
  public void count(String name, double amount) {}

  @Override
  public void count(String name, double amount, String key1, String value1) {}

  @Override
  public void count(
      String name, double amount, String key1, String value1, String key2, String value2) {}

  @Override
  public void count(
      String name,
      double amount,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {}

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
      String value4) {}

  @Override
  public void count(String name, double amount, Tags tags) {}

  @Override
  public void gauge(String name, long value) {}

  @Override
  public void gauge(String name, long value, String key1, String value1) {}

  @Override
  public void gauge(
      String name, long value, String key1, String value1, String key2, String value2) {}

  @Override
  public void gauge(
      String name,
      long value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {}

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
      String value4) {}

  @Override
  public void gauge(String name, long value, Tags tags) {}

  @Override
  public void gauge(String name, double value) {}

  @Override
  public void gauge(String name, double value, String key1, String value1) {}

  @Override
  public void gauge(
      String name, double value, String key1, String value1, String key2, String value2) {}

  @Override
  public void gauge(
      String name,
      double value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {}

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
      String value4) {}

  @Override
  public void gauge(String name, double value, Tags tags) {}

  @Override
  public void histogram(String name, long value) {}

  @Override
  public void histogram(String name, long value, String key1, String value1) {}

  @Override
  public void histogram(
      String name, long value, String key1, String value1, String key2, String value2) {}

  @Override
  public void histogram(
      String name,
      long value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {}

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
      String value4) {}

  @Override
  public void histogram(String name, long value, Tags tags) {}

  @Override
  public void histogram(String name, double value) {}

  @Override
  public void histogram(String name, double value, String key1, String value1) {}

  @Override
  public void histogram(
      String name, double value, String key1, String value1, String key2, String value2) {}

  @Override
  public void histogram(
      String name,
      double value,
      String key1,
      String value1,
      String key2,
      String value2,
      String key3,
      String value3) {}

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
      String value4) {}

  @Override
  public void histogram(String name, double value, Tags tags) {}

  @Override
  public void duration(String name, long nanos, Tags tags) {}

  @Override
  public void duration(String name, long nanos, Tags tags, Result result) {}

  @Override
  public void duration(String name, Duration duration, Tags tags) {}

  @Override
  public Timing start(String name, Tags tags) {
    return timing;
  }

  @Override
  public <R extends @Nullable Object, X extends Throwable> R measure(
      String name, Tags tags, Measured<R, X> work) throws X {
    return work.call();
  }

  @Override
  public <S extends CompletionStage<?>, X extends Throwable> S measureAsync(
      String name, Tags tags, Measured<S, X> call) throws X {
    return call.call();
  }

  @Override
  public Decision recordUserMetric(
      @Nullable String tenantId,
      @Nullable String name,
      double value,
      UserMetricKind kind,
      Tags tags) {
    return NOT_RUNNING;
  }

  private static void requireSeries(String name, Tags tags) {
    requireNonNull(name, "name");
    requireNonNull(tags, "tags");
  }

  /** Takes everything and keeps nothing. */
  static final class SilentHandle implements Counter, Gauge, Histogram, GaugeRegistration {
    @Override
    public void increment() {}

    @Override
    public void add(long amount) {}

    @Override
    public void add(double amount) {}

    @Override
    public void set(long value) {}

    @Override
    public void set(double value) {}

    @Override
    public void record(long value) {}

    @Override
    public void record(double value) {}

    @Override
    public boolean replacedEarlier() {
      return false;
    }

    @Override
    public void close() {}
  }
}
