package io.tallystick.instrument;

import io.tallystick.Measured;
import io.tallystick.Metrics;
import io.tallystick.Result;
import org.jspecify.annotations.Nullable;

/**
 * Does work with a clock beside it and says how long it took. What the work gives back or throws
 * passes untouched.
 *
 * <p>Who is told comes apart from what is told, so that both are constants or there already: a
 * lambda that holds the tags would be made anew for each call. Without a runtime the clock is not
 * read.
 */
final class Stopwatch {
  private static final double NANOS_PER_MILLI = 1e6;

  private Stopwatch() {}

  /** Is told of work. */
  interface Ended {
    void took(long nanos, Result result);
  }

  /** Is told of work and of one thing that is known of it. */
  interface EndedOf<T extends @Nullable Object> {
    void took(T what, long nanos, Result result);
  }

  /** Is told of work and of two things that are known of it. */
  interface EndedOfTwo<T extends @Nullable Object, U extends @Nullable Object> {
    void took(T first, U second, long nanos, Result result);
  }

  static <R extends @Nullable Object, X extends Throwable> R time(Measured<R, X> work, Ended ended)
      throws X {
    return time(ended, work, Ended::took);
  }

  static <T extends @Nullable Object, R extends @Nullable Object, X extends Throwable> R time(
      T what, Measured<R, X> work, EndedOf<T> ended) throws X {
    return time(ended, what, work, EndedOf::took);
  }

  static <
          T extends @Nullable Object,
          U extends @Nullable Object,
          R extends @Nullable Object,
          X extends Throwable>
      R time(T first, U second, Measured<R, X> work, EndedOfTwo<T, U> ended) throws X {
    if (!Metrics.isInstalled()) {
      return work.call();
    }
    Result result = Result.ERROR;
    long start = System.nanoTime();
    try {
      R value = work.call();
      result = Result.SUCCESS;
      return value;
    } finally {
      ended.took(first, second, System.nanoTime() - start, result);
    }
  }

  /** As durations are kept. */
  static double millis(long nanos) {
    return nanos / NANOS_PER_MILLI;
  }
}
