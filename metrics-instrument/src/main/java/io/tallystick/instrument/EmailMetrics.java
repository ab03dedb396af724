package io.tallystick.instrument;

import io.tallystick.Measured;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the e-mail that an application sends. The type says what a message is for, such
 * as {@code reset} or {@code invoice}: one of a few, never an address.
 *
 * <p>For any thread; nothing throws but the work that is timed.
 *
 * <pre>{@code
 * EmailMetrics.timed("reset", () -> mail.send(message));
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
    return Metrics.current().measure("email.send.duration_ms", Tags.of(TYPE, type), work);
  }

  /** The mail service took so many nanoseconds to accept a message. */
  public static void took(String type, long nanos) {
    Metrics.current().duration("email.send.duration_ms", nanos, Tags.of(TYPE, type));
  }
}
