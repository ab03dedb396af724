package io.tallystick.instrument;

import static io.tallystick.instrument.Stopwatch.millis;
import static io.tallystick.instrument.TagValue.text;

import io.tallystick.Measured;
import io.tallystick.Metrics;
import io.tallystick.Result;
import io.tallystick.Work;
import io.tallystick.instrument.sql.TimedDataSource;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * How long the database takes. An operation is the name of a query, such as {@code client_create},
 * or what a statement does, such as {@code select}: one of a few, never the statement itself.
 *
 * <p>Work that is timed by name and runs over a timed data source is in the same metric twice: once
 * by its name, and each of its statements by what it does. Use one of the two, or filter by {@code
 * operation} where a number over all of them is asked for.
 *
 * <p>For any thread. A null is dropped and counted as in a plain call; nothing throws but the work
 * that is timed.
 *
 * <pre>{@code
 * Client client = DatabaseMetrics.timed("client_create", () -> clients.create(form));
 * TimedDataSource dataSource = DatabaseMetrics.timed(otherPool);
 * }</pre>
 */
public final class DatabaseMetrics {
  private DatabaseMetrics() {}

  /**
   * A data source whose statements are timed one by one, by what they do; see {@link
   * TimedDataSource}. Work that is also timed by name is counted twice. Null is refused with a
   * {@link NullPointerException}.
   */
  public static TimedDataSource timed(DataSource dataSource) {
    return TimedDataSource.of(dataSource);
  }

  /**
   * Does work on the database, and records how long that took and how it ended. Over a timed data
   * source its statements are recorded as well, by what they do.
   */
  public static <R extends @Nullable Object, X extends Throwable> R timed(
      String operation, Measured<R, X> work) throws X {
    return Stopwatch.time(operation, work, DatabaseMetrics::took);
  }

  /** Does work on the database that gives back nothing, like {@link #timed(String, Measured)}. */
  public static <X extends Throwable> void run(String operation, Work<X> work) throws X {
    timed(operation, work);
  }

  /** The database took so many nanoseconds. */
  public static void took(String operation, long nanos, Result result) {
    Metrics.current()
        .histogram(
            "database.query.duration_ms",
            millis(nanos),
            "operation",
            operation,
            Result.TAG,
            text(result));
  }
}
