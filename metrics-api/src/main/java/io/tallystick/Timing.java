package io.tallystick;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.LongSupplier;

/**
 * Time that runs from {@link Metrics#start} until the first of {@link #close}, {@link #success} and
 * {@link #failure}; the later calls do nothing.
 *
 * <p>It may be started by one thread and ended by another. Ended by {@code close()} it records no
 * result, because nothing said how the work went; {@code success()} and {@code failure()} add
 * {@code result=success|error} where the metric has that tag.
 *
 * <pre>{@code
 * try (Timing timing = metrics.start("job.duration_ms", Tags.of("job", "cleanup"))) {
 *   cleanUp();
 *   timing.success();
 * }
 * }</pre>
 */
public final class Timing implements AutoCloseable {
  private static final VarHandle ENDED;

  static {
    try {
      ENDED = MethodHandles.lookup().findVarHandle(Timing.class, "ended", boolean.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final Metrics metrics;
  private final String name;
  private final Tags tags;
  private final LongSupplier elapsedNanos;
  private final long startNanos;

  /** Set once, by compare-and-set, by whoever ends the timing: exactly one duration is recorded. */
  @SuppressWarnings("UnusedVariable") // read through ENDED
  private boolean ended;

  Timing(Metrics metrics, String name, Tags tags, LongSupplier elapsedNanos) {
    this.metrics = metrics;
    this.name = name;
    this.tags = tags;
    this.elapsedNanos = elapsedNanos;
    this.startNanos = elapsedNanos.getAsLong();
  }

  /** A timing that records nothing. */
  static Timing idle(Metrics metrics) {
    Timing timing = new Timing(metrics, "", Tags.empty(), () -> 0);
    timing.ended = true;
    return timing;
  }

  /** Ends the timing without a result. */
  @Override
  public void close() {
    if (isFirstEnd()) {
      metrics.duration(name, elapsed(), tags);
    }
  }

  /** Ends the timing of work that went well. */
  public void success() {
    end(Result.SUCCESS);
  }

  /** Ends the timing of work that failed. */
  public void failure() {
    end(Result.ERROR);
  }

  private void end(Result result) {
    if (isFirstEnd()) {
      metrics.duration(name, elapsed(), tags, result);
    }
  }

  private long elapsed() {
    return elapsedNanos.getAsLong() - startNanos;
  }

  private boolean isFirstEnd() {
    return ENDED.compareAndSet(this, false, true);
  }
}
