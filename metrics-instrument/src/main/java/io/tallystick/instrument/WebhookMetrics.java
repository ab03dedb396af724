package io.tallystick.instrument;

import static io.tallystick.instrument.Stopwatch.millis;

import io.tallystick.Measured;
import io.tallystick.Metrics;
import io.tallystick.Work;
import org.jspecify.annotations.Nullable;

/**
 * Events that are handed to webhooks, and their way to the receivers. An event's type is such as
 * {@code order.paid}: one of a few.
 *
 * <p>For any thread. A null is dropped and counted as in a plain call; nothing throws but the work
 * that is timed.
 *
 * <pre>{@code
 * WebhookMetrics.runEmit("order.paid", () -> webhooks.emit(event));
 * WebhookMetrics.delivered(response.statusCode(), nanos);
 * }</pre>
 */
public final class WebhookMetrics {
  private static final String EVENT_TYPE = "event_type";

  private static final String DELIVERY = "webhook.delivery.duration_ms";

  private static final String[] BUCKETS = {"2", "2", "2", "3", "4_to_5", "4_to_5"};

  private static final int LAST_SMALL_ATTEMPT = 10;

  private WebhookMetrics() {}

  /**
   * Hands an event to the webhooks, counts it, and records how long that took. An event whose
   * handing over throws is counted too: what is counted is that it was tried.
   */
  public static <R extends @Nullable Object, X extends Throwable> R timedEmit(
      String eventType, Measured<R, X> work) throws X {
    return Stopwatch.time(eventType, work, (type, nanos, result) -> emitTook(type, nanos));
  }

  /** Does handing over that gives back nothing, like {@link #timedEmit}. */
  public static <X extends Throwable> void runEmit(String eventType, Work<X> work) throws X {
    timedEmit(eventType, work);
  }

  /**
   * It took so many nanoseconds to hand an event to the webhooks, or to fail to; counts it and
   * records the time.
   */
  public static void emitTook(String eventType, long nanos) {
    Metrics.current().count("webhook.emit.count", 1, EVENT_TYPE, eventType);
    Metrics.current().histogram("webhook.emit.duration_ms", millis(nanos), EVENT_TYPE, eventType);
  }

  /**
   * A receiver answered within so many nanoseconds: a success with a code from 200 to 299, a
   * failure with any other. A code that HTTP does not have, below 100 or above 599, is recorded as
   * {@code other}.
   */
  public static void delivered(int responseCode, long nanos) {
    String status = responseCode >= 200 && responseCode < 300 ? "success" : "failure";
    Metrics.current()
        .histogram(
            DELIVERY,
            millis(nanos),
            "status",
            status,
            "response_code",
            ResponseCodes.text(responseCode));
  }

  /**
   * A receiver did not answer, and that was known after so many nanoseconds. Its response code is
   * recorded as {@code none}.
   */
  public static void unanswered(long nanos) {
    Metrics.current()
        .histogram(DELIVERY, millis(nanos), "status", "failure", "response_code", "none");
  }

  /**
   * A delivery was tried again.
   *
   * @param attempt the attempt's number; the first try is 1, so that the first that counts here is
   *     2. It is recorded as one of {@code 2}, {@code 3}, {@code 4_to_5}, {@code 6_to_10} and
   *     {@code over_10}
   */
  public static void retried(String eventType, int attempt) {
    Metrics.current()
        .count(
            "webhook.delivery.retry.count",
            1,
            EVENT_TYPE,
            eventType,
            "attempt_bucket",
            bucket(attempt));
  }

  private static String bucket(int attempt) {
    if (attempt < BUCKETS.length) {
      return BUCKETS[Math.max(0, attempt)];
    }
    return attempt <= LAST_SMALL_ATTEMPT ? "6_to_10" : "over_10";
  }
}
