package io.tallystick;

import io.tallystick.guard.Decision;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The door to recording: counters, gauges, histograms, timings and tenants' own metrics.
 *
 * <p>An application takes it from the runtime that it started; a library that instruments itself
 * takes {@link #current()}. Recording calls never throw, block or do I/O (see {@link Recorder});
 * any thread may call. Nulls are refused with a {@link NullPointerException} that names the
 * parameter only where a handle, tags or a descriptor is made; a recording call drops and counts
 * them. The runtime implements this; who does so too must expect new methods in any release.
 *
 * <pre>{@code
 * Metrics metrics = Metrics.current();
 * metrics.count("orders.count", 1, "status", "paid");
 * Receipt receipt = metrics.measure("email.send.duration_ms", () -> sender.send(mail));
 * metrics.run("cache.rebuild.duration_ms", cache::rebuild);
 * }</pre>
 */
public interface Metrics extends Recorder {
  /**
   * The metrics of whatever runtime is installed at the moment of each call; always the same
   * object. Handles made from it, also {@code static final} ones and those made before a runtime
   * starts, bind when it starts and go quiet when it closes.
   */
  static Metrics current() {
    return LateBoundMetrics.INSTANCE;
  }

  /** Metrics that record nothing; {@code measure} and {@code run} still do the work. */
  static Metrics noop() {
    return NoopMetrics.INSTANCE;
  }

  /** Whether a runtime is behind {@link #current()} at the moment. */
  static boolean isInstalled() {
    return LateBoundMetrics.INSTANCE.door().target() != NoopMetrics.INSTANCE;
  }

  /**
   * Registers what a metric is, before or after its first sample.
   *
   * @return accepted, also for an equal descriptor again; or why it was refused, as when the name
   *     is described differently already
   */
  Decision describe(MetricDescriptor descriptor);

  /** A counter without tags, bound to its series. */
  default Counter counter(String name) {
    return counter(name, Tags.empty());
  }

  /** A counter bound to its series; silent where the name or the tags are refused. */
  Counter counter(String name, Tags tags);

  /** A gauge without tags, bound to its series. */
  default Gauge gauge(String name) {
    return gauge(name, Tags.empty());
  }

  /** A gauge bound to its series; silent where the name or the tags are refused. */
  Gauge gauge(String name, Tags tags);

  /** A gauge without tags whose value is asked from a supplier. */
  default GaugeRegistration gauge(String name, DoubleSupplier supplier) {
    return gauge(name, Tags.empty(), supplier);
  }

  /**
   * A gauge whose value is asked from a supplier at each flush. A second one for the same series
   * replaces the first and says so.
   */
  GaugeRegistration gauge(String name, Tags tags, DoubleSupplier supplier);

  /** A histogram without tags, bound to its series. */
  default Histogram histogram(String name) {
    return histogram(name, Tags.empty());
  }

  /** A histogram bound to its series; silent where the name or the tags are refused. */
  Histogram histogram(String name, Tags tags);

  /** Records a time in nanoseconds without tags; it is kept in milliseconds. */
  default void duration(String name, long nanos) {
    duration(name, nanos, Tags.empty());
  }

  /** Records a time in nanoseconds; it is kept in milliseconds. */
  void duration(String name, long nanos, Tags tags);

  /**
   * Records a time in nanoseconds and how it ended: {@code result=success|error} is added where the
   * metric's descriptor lists {@code result} or the metric has no descriptor.
   */
  void duration(String name, long nanos, Tags tags, Result result);

  /** Records a time without tags; it is kept in milliseconds. */
  default void duration(String name, Duration duration) {
    duration(name, duration, Tags.empty());
  }

  /** Records a time; it is kept in milliseconds. A null is dropped and counted. */
  void duration(String name, Duration duration, Tags tags);

  /** Starts a timing without tags. */
  default Timing start(String name) {
    return start(name, Tags.empty());
  }

  /** Starts a timing; end it by {@code success()}, {@code failure()} or {@code close()}. */
  default Timing start(String name, Tags tags) {
    return new Timing(this, name, tags, System.nanoTime());
  }

  /** Does the work, records its time without tags but for the result, and gives back its value. */
  default <R extends @Nullable Object, X extends Throwable> R measure(
      String name, Measured<R, X> work) throws X {
    return measure(name, Tags.empty(), work);
  }

  /**
   * Does the work, records its time, and gives back its value. What the work throws passes through
   * as it is, of its own type. {@code result=success|error} is added as in {@link #duration(String,
   * long, Tags, Result)}.
   */
  default <R extends @Nullable Object, X extends Throwable> R measure(
      String name, Tags tags, Measured<R, X> work) throws X {
    return Timing.measure(this, name, tags, work);
  }

  /** Does work that gives back nothing and records its time without tags but for the result. */
  default <X extends Throwable> void run(String name, Work<X> work) throws X {
    measure(name, Tags.empty(), work);
  }

  /** Does work that gives back nothing and records its time, like {@code measure}. */
  default <X extends Throwable> void run(String name, Tags tags, Work<X> work) throws X {
    measure(name, tags, work);
  }

  /** Starts asynchronous work and records its time without tags but for the result. */
  default <S extends CompletionStage<?>, X extends Throwable> S measureAsync(
      String name, Measured<S, X> call) throws X {
    return measureAsync(name, Tags.empty(), call);
  }

  /**
   * Starts asynchronous work and records its time when the stage completes; a stage that completes
   * by an exception or is cancelled is an error.
   *
   * @return the very stage that the call gave back, not one derived from it
   */
  default <S extends CompletionStage<?>, X extends Throwable> S measureAsync(
      String name, Tags tags, Measured<S, X> call) throws X {
    return Timing.measureAsync(this, name, tags, call);
  }

  /**
   * Records a tenant's own metric. The name gets the prefix {@code user.}; limits hold for each
   * tenant by itself. Never throws, whatever is given.
   *
   * @param tenantId whose metric it is; stored as a keyed hash only; null is refused
   * @param name the metric's name, with or without its prefix; null is refused
   * @param value the amount of a count, 0 or more, or the value of a gauge
   * @return accepted, or which rule refused and why
   */
  Decision recordUserMetric(
      @Nullable String tenantId,
      @Nullable String name,
      double value,
      UserMetricKind kind,
      Tags tags);

  /** The door for one tenant's scripts: strings, numbers and maps only. */
  default UserMetrics forTenant(@Nullable String tenantId) {
    return new UserMetrics(this, tenantId);
  }
}
