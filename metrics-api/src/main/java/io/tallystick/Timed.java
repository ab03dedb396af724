package io.tallystick;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Work with a clock beside it. The work's own outcome, value or exception, passes untouched. */
final class Timed {
  private Timed() {}

  static <R extends @Nullable Object, X extends Throwable> R call(
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

  static <X extends Throwable> void run(Metrics metrics, String name, Tags tags, Work<X> work)
      throws X {
    long start = System.nanoTime();
    try {
      work.run();
    } catch (Throwable failure) {
      metrics.duration(name, System.nanoTime() - start, tags, Result.ERROR);
      throw failure;
    }
    metrics.duration(name, System.nanoTime() - start, tags, Result.SUCCESS);
  }

  static <S extends CompletionStage<?>, X extends Throwable> S callAsync(
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
      // A stage of the host's own making need not support this: the call's own time is what we
      // know.
      metrics.duration(name, System.nanoTime() - start, tags);
    }
  }
}
