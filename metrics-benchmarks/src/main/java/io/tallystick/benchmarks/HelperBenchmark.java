package io.tallystick.benchmarks;

import io.tallystick.Metrics;
import io.tallystick.Result;
import io.tallystick.Tags;
import io.tallystick.instrument.AuthFailure;
import io.tallystick.instrument.AuthMetrics;
import io.tallystick.instrument.DatabaseMetrics;
import io.tallystick.instrument.EmailMetrics;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does a typed call cost over the plain one that it makes?
 *
 * <p>Each typed call stands beside its floor, the plain call with the same name and tags,
 * late-bound as well. The goal is 0 B more for each, shown by {@code -prof gc}. The plain timed
 * work has its tags in a constant; the typed one takes the operation as a string and makes no tags.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar HelperBenchmark -t 2 -prof gc
 * }</pre>
 */
public class HelperBenchmark extends RecordingBenchmark {
  private static final Tags CLIENT_CREATE = Tags.of("operation", "client_create");

  /** What all calls here record into. */
  @State(Scope.Benchmark)
  public static class Ours {
    final Metrics runtime = OurMetrics.start();
    final AuthFailure failure = AuthFailure.EXPIRED_TOKEN;
    final String type = "reset";
    final String operation = "client_create";
    final long nanos = 1_234_567;

    @TearDown
    public void stop() {
      OurMetrics.stop();
    }
  }

  /** The floor of a count with a value of a fixed set. */
  @Benchmark
  public void plainCountOfAConstant(Ours ours) {
    Metrics.current().count("auth.failure.count", 1, "reason", ours.failure.tagValue());
  }

  /** A typed count with a value of a fixed set. */
  @Benchmark
  public void typedCountOfAConstant(Ours ours) {
    AuthMetrics.failed(ours.failure);
  }

  /** The floor of a count with a text. */
  @Benchmark
  public void plainCountOfAText(Ours ours) {
    Metrics.current().count("email.send.success", 1, "type", ours.type);
  }

  /** A typed count with a text. */
  @Benchmark
  public void typedCountOfAText(Ours ours) {
    EmailMetrics.sent(ours.type);
  }

  /** The floor of a time that the caller took. */
  @Benchmark
  public void plainNanos(Ours ours) {
    Metrics.current()
        .histogram(
            "database.query.duration_ms",
            ours.nanos / 1e6,
            "operation",
            ours.operation,
            Result.TAG,
            Result.SUCCESS.tagValue());
  }

  /** A typed call with a time that the caller took. */
  @Benchmark
  public void typedNanos(Ours ours) {
    DatabaseMetrics.took(ours.operation, ours.nanos, Result.SUCCESS);
  }

  /** The floor of timed work. */
  @Benchmark
  public String plainTimedWork(Ours ours) {
    return Metrics.current()
        .measure("database.query.duration_ms", CLIENT_CREATE, HelperBenchmark::work);
  }

  /** A typed call with work to time. */
  @Benchmark
  public String typedTimedWork(Ours ours) {
    return DatabaseMetrics.timed(ours.operation, HelperBenchmark::work);
  }

  private static String work() {
    return "done";
  }
}
