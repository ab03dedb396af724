package io.tallystick.instrument;

import io.tallystick.Metrics;

/**
 * Messages on their way through a queue such as QStash. A queue is known by its name, of which
 * there are a few.
 *
 * <p>For any thread. A null is dropped and counted as in a plain call; nothing throws.
 *
 * <pre>{@code
 * QueueMetrics.publishedOn("invoices");
 * }</pre>
 */
public final class QueueMetrics {
  private static final String QUEUE = "queue";

  private QueueMetrics() {}

  /** A message was handed to the queue. */
  public static void publishedOn(String queue) {
    Metrics.current().count("qstash.publish.count", 1, QUEUE, queue);
  }

  /** A message could not be handed to the queue. */
  public static void publishFailedOn(String queue) {
    Metrics.current().count("qstash.publish.error.count", 1, QUEUE, queue);
  }

  /** A message bore a signature that did not fit. */
  public static void signatureRejectedOn(String queue) {
    Metrics.current().count("qstash.signature.verify.fail.count", 1, QUEUE, queue);
  }

  /** The check of signatures itself broke, whatever the message. */
  public static void verificationBroke() {
    Metrics.current().count("qstash.verify.error");
  }
}
