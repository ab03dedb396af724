package io.tallystick;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

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
  private static final AtomicIntegerFieldUpdater<Timing> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(Timing.class, "ended");

  private final Metrics metrics;
  private final String name;
  private final Tags tags;
  private final long startNanos;

  /** 1 once it ended; set by compare-and-set, so that exactly one duration is recorded. */
  @SuppressWarnings("UnusedVariable") // read through ENDED
  private volatile int ended;

  Timing(Metrics metrics, String name, Tags tags, long startNanos) {
    this.metrics = metrics;
    this.name = name;
    this.tags = tags;
    this.startNanos = startNanos;
  }

  /** A timing that records nothing. */
  static Timing idle(Metrics metrics) {
    Timing timing = new Timing(metrics, "", Tags.empty(), 0);
    timing.ended = 1;
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
    return System.nanoTime() - startNanos;
  }

  private boolean isFirstEnd() {
    return ENDED.compareAndSet(this, 0, 1);
  }

  /** Does work with a clock beside it; its outcome, value or exception, passes untouched. */
  static <R extends @Nullable Object, X extends Throwable> R measure(
      Metrics metrics, String name, Tags tags, Measured<R, X> work) throws X {
    long start = System.nanoTime();
    R result;
    try {
      result = work.call();
    } catch (Throwable failure) {
      metrics.duration(name, System.nanoTime() - start, tags, Result.ERROR);
      throw failure;
    }
    metrics.duration(name, System.nanoTime() - start, tags, Result.SUCCESS);
    return result;
  }

  /** Starts work whose stage says when it ends. */
  static <S extends CompletionStage<?>, X extends Throwable> S measureAsync(
      Metrics metrics, String name, Tags tags, Measured<S, X> call) throws X {
    long start = System.nanoTime();
    S stage;
    try {
      stage = call.call();
    } catch (Throwable failure) {
      metrics.duration(name, System.nanoTime() - start, tags, Result.ERROR);
      throw failure;
    }
    recordWhenComplete(metrics, name, tags, start, stage);
    return stage;
  }

  private static void recordWhenComplete(
      Metrics metrics, String name, Tags tags, long start, @Nullable CompletionStage<?> stage) {
    if (stage == null) {
      metrics.duration(name, System.nanoTime() - start, tags);
      return;
    }
    try {
      stage.whenComplete(
          (value, failure) ->
              metrics.duration(
                  name,
                  System.nanoTime() - start,
                  tags,
                  failure == null ? Result.SUCCESS : Result.ERROR));
    } catch (RuntimeException refusesListeners) {
      // A stage of the host's own making need not support this: record how long the call took.
      metrics.duration(name, System.nanoTime() - start, tags);
    }
  }
}
