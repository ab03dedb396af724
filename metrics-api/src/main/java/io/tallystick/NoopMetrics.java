package io.tallystick;

import static java.util.Objects.requireNonNull;

import io.tallystick.guard.Decision;
import io.tallystick.guard.Rule;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Records nothing and allocates nothing; timed work is done without a clock. */
final class NoopMetrics extends SilentRecorder implements Metrics {
  static final NoopMetrics INSTANCE = new NoopMetrics();

  private static final Decision NOT_RUNNING =
      Decision.refused(
          Rule.NOT_RUNNING, "No runtime is running, so nothing was recorded: start one first.");

  private static final Counter COUNTER =
      new Counter() {
        @Override
        public void increment() {}

        @Override
        public void add(long amount) {}

        @Override
        public void add(double amount) {}
      };

  private static final Gauge GAUGE =
      new Gauge() {
        @Override
        public void set(long value) {}

        @Override
        public void set(double value) {}

        @Override
        public void add(long amount) {}

        @Override
        public void add(double amount) {}
      };

  private static final Histogram HISTOGRAM =
      new Histogram() {
        @Override
        public void record(long value) {}

        @Override
        public void record(double value) {}
      };

  private static final GaugeRegistration REGISTRATION =
      new GaugeRegistration() {
        @Override
        public boolean replacedEarlier() {
          return false;
        }

        @Override
        public void close() {}
      };

  private final Timing timing = Timing.idle(this);

  private NoopMetrics() {}

  /** A registration of nothing. */
  static GaugeRegistration registration() {
    return REGISTRATION;
  }

  @Override
  public Decision describe(MetricDescriptor descriptor) {
    requireNonNull(descriptor, "descriptor");
    return NOT_RUNNING;
  }

  @Override
  public Counter counter(String name, Tags tags) {
    requireSeries(name, tags);
    return COUNTER;
  }

  @Override
  public Gauge gauge(String name, Tags tags) {
    requireSeries(name, tags);
    return GAUGE;
  }

  @Override
  public GaugeRegistration gauge(String name, Tags tags, DoubleSupplier supplier) {
    requireSeries(name, tags);
    requireNonNull(supplier, "supplier");
    return REGISTRATION;
  }

  @Override
  public Histogram histogram(String name, Tags tags) {
    requireSeries(name, tags);
    return HISTOGRAM;
  }

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
  public <X extends Throwable> void run(String name, Tags tags, Work<X> work) throws X {
    work.run();
  }

  @Override
  public <S extends CompletionStage<?>, X extends Throwable> S measureAsync(
      String name, Tags tags, Measured<S, X> call) throws X {
    return call.call();
  }

  @Override
  public Decision recordUserMetric(
      String tenantId, String name, double value, UserMetricKind kind, Tags tags) {
    return NOT_RUNNING;
  }

  private static void requireSeries(String name, Tags tags) {
    requireNonNull(name, "name");
    requireNonNull(tags, "tags");
  }
}
