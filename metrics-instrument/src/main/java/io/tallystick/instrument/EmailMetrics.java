package io.tallystick.instrument;

import static io.tallystick.instrument.Stopwatch.millis;

import io.tallystick.Measured;
import io.tallystick.Metrics;
import io.tallystick.Work;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the e-mail that an application sends. The type says what a message is for, such
 * as {@code reset} or {@code invoice}: one of a few, never an address.
 *
 * <p>For any thread. A null is dropped and counted as in a plain call; nothing throws but the work
 * that is timed.
 *
 * <pre>{@code
 * EmailMetrics.run("reset", () -> mail.send(message));
 * EmailMetrics.sent("reset");
 * }</pre>
 */
public final class EmailMetrics {
  private static final String TYPE = "type";

  private EmailMetrics() {}

  /** The mail service took a message. */
  public static void sent(String type) {
    Metrics.current().count("email.send.success", 1, TYPE, type);
  }

  /** A message could not be sent. */
  public static void failed(String type) {
    Metrics.current().count("email.send.error", 1, TYPE, type);
  }

  /** A message was held back because too many had been sent. */
  public static void rateLimited(String type) {
    Metrics.current().count("email.send.rate_limited.count", 1, TYPE, type);
  }

  /** Hands a message to the mail service, and records how long that took. */
  public static <R extends @Nullable Object, X extends Throwable> R timed(
      String type, Measured<R, X> work) throws X {
    return Stopwatch.time(type, work, (sort, nanos, result) -> took(sort, nanos));
  }

  /** Hands a message to a mail service that gives back nothing, like {@link #timed}. */
  public static <X extends Throwable> void run(String type, Work<X> work) throws X {
    timed(type, work);
  }

  /** The mail service took so many nanoseconds to accept a message. */
  public static void took(String type, long nanos) {
    Metrics.current().histogram("email.send.duration_ms", millis(nanos), TYPE, type);
  }
}
