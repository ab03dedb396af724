package io.tallystick.instrument;

import static io.tallystick.instrument.Stopwatch.millis;

import io.tallystick.GaugeRegistration;
import io.tallystick.Measured;
import io.tallystick.Metrics;
import io.tallystick.Result;
import io.tallystick.Tags;
import io.tallystick.Work;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Connections to Redis and the commands on them. A database is known by what it is for, such as
 * {@code rate_limit_db}, an operation by the command's name. A client that gives back a stage at
 * once is timed until it does: say by {@link #took}, when the stage ends, how long it took.
 *
 * <p>For any thread. A null is dropped and counted as in a plain call; nothing throws but the work
 * that is timed, and what registers a supplier where a null is given.
 *
 * <pre>{@code
 * String value = RedisMetrics.timed("get", () -> redis.get(key));
 * RedisMetrics.activeConnections("auth_db", pool::getNumActive);
 * }</pre>
 */
public final class RedisMetrics {
  private static final String DATABASE = "database";
  private static final String OPERATION = "operation";

  private RedisMetrics() {}

  /** Gives Redis a command, records how long that took, and counts an error where it throws. */
  public static <R extends @Nullable Object, X extends Throwable> R timed(
      String operation, Measured<R, X> work) throws X {
    return Stopwatch.time(operation, work, RedisMetrics::took);
  }

  /** Gives Redis a command that gives back nothing, like {@link #timed}. */
  public static <X extends Throwable> void run(String operation, Work<X> work) throws X {
    timed(operation, work);
  }

  /** Redis took so many nanoseconds for a command; records the time, and counts an error as one. */
  public static void took(String operation, long nanos, Result result) {
    Metrics.current().histogram("redis.request.latency_ms", millis(nanos), OPERATION, operation);
    if (result == Result.ERROR) {
      Metrics.current().count("redis.request.error.count", 1, OPERATION, operation);
    }
  }

  /** So many connections to a database are in use. */
  public static void activeConnections(String database, long value) {
    Metrics.current().gauge("redis.connections.active", value, DATABASE, database);
  }

  /**
   * The number of connections in use, asked from a supplier at each flush until the registration is
   * closed.
   */
  public static GaugeRegistration activeConnections(String database, DoubleSupplier value) {
    return Metrics.current().gauge("redis.connections.active", Tags.of(DATABASE, database), value);
  }

  /** So many connections to a database are open and free. */
  public static void idleConnections(String database, long value) {
    Metrics.current().gauge("redis.connections.idle", value, DATABASE, database);
  }

  /**
   * The number of connections that are open and free, asked from a supplier at each flush until the
   * registration is closed.
   */
  public static GaugeRegistration idleConnections(String database, DoubleSupplier value) {
    return Metrics.current().gauge("redis.connections.idle", Tags.of(DATABASE, database), value);
  }

  /**
   * A connection could not be made, or broke.
   *
   * @param database the database, such as {@code auth_db}
   * @param errorType how, such as {@code timeout}; never a message
   */
  public static void connectionFailed(String database, String errorType) {
    Metrics.current()
        .count("redis.connection.error.count", 1, DATABASE, database, "error_type", errorType);
  }

  /** A request was recognised as a repeat and not carried out again. */
  public static void idempotencyHit() {
    Metrics.current().count("redis.idempotency.hit");
  }
}
