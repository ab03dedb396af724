package io.tallystick.instrument;

import static io.tallystick.instrument.Stopwatch.millis;

import io.tallystick.Measured;
import io.tallystick.Metrics;
import io.tallystick.Result;
import io.tallystick.Work;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the e-mail that an application sends. The type says what a message is for, such
 * as {@code reset} or {@code invoice}: one of a few, never an address. Who times a message has it
 * counted with it, and calls neither {@link #sent} nor {@link #failed}: it would count twice.
 *
 * <p>For any thread. A null is dropped and counted as in a plain call; nothing throws but the work
 * that is timed.
 *
 * <pre>{@code
 * EmailMetrics.run("reset", () -> mail.send(message));
 * }</pre>
 */
public final class EmailMetrics {
  private static final String TYPE = "type";

  private EmailMetrics() {}

  /** The mail service took a message that was not timed. */
  public static void sent(String type) {
    Metrics.current().count("email.send.success", 1, TYPE, type);
  }

  /** A message that was not timed could not be sent. */
  public static void failed(String type) {
    Metrics.current().count("email.send.error", 1, TYPE, type);
  }

  /** A message was held back, and not handed over, because too many had been sent. */
  public static void rateLimited(String type) {
    Metrics.current().count("email.send.rate_limited.count", 1, TYPE, type);
  }

  /**
   * Hands a message to the mail service, counts it as sent or, where that throws, as failed, and
   * records how long it took.
   */
  public static <R extends @Nullable Object, X extends Throwable> R timed(
      String type, Measured<R, X> work) throws X {
    return Stopwatch.time(type, work, EmailMetrics::took);
  }

  /** Hands a message to a mail service that gives back nothing, like {@link #timed}. */
  public static <X extends Throwable> void run(String type, Work<X> work) throws X {
    timed(type, work);
  }

  /**
   * The mail service took so many nanoseconds to accept a message, or to refuse it; counts it as
   * sent or as failed and records the time.
   */
  public static void took(String type, long nanos, Result result) {
    if (result == Result.SUCCESS) {
      sent(type);
    } else if (result == Result.ERROR) {
      failed(type);
    }
    Metrics.current().histogram("email.send.duration_ms", millis(nanos), TYPE, type);
  }
}
