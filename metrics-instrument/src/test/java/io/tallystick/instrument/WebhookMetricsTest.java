package io.tallystick.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.WrittenDown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookMetricsTest {
  private final WrittenDown calls = new WrittenDown();

  @AfterEach
  void uninstall() {
    calls.close();
  }

  @Test
  void anEventThatIsHandedOverIsCountedAndTimed() {
    WebhookMetrics.emitTook("order.paid", 2_500_000);

    assertThat(calls.lines())
        .containsExactly(
            "count webhook.emit.count 1 {event_type=order.paid}",
            "histogram webhook.emit.duration_ms 2.5 {event_type=order.paid}");
  }

  @Test
  void theAnswersCodeSaysHowADeliveryWent() {
    WebhookMetrics.delivered(200, 2_500_000);
    WebhookMetrics.delivered(299, 2_500_000);
    WebhookMetrics.delivered(300, 2_500_000);
    WebhookMetrics.delivered(199, 2_500_000);
    WebhookMetrics.delivered(503, 2_500_000);
    WebhookMetrics.delivered(99, 2_500_000);
    WebhookMetrics.delivered(600, 2_500_000);
    WebhookMetrics.delivered(-1, 2_500_000);
    WebhookMetrics.unanswered(2_500_000);

    assertThat(calls.lines())
        .containsExactly(
            "histogram webhook.delivery.duration_ms 2.5 {response_code=200, status=success}",
            "histogram webhook.delivery.duration_ms 2.5 {response_code=299, status=success}",
            "histogram webhook.delivery.duration_ms 2.5 {response_code=300, status=failure}",
            "histogram webhook.delivery.duration_ms 2.5 {response_code=199, status=failure}",
            "histogram webhook.delivery.duration_ms 2.5 {response_code=503, status=failure}",
            "histogram webhook.delivery.duration_ms 2.5 {response_code=other, status=failure}",
            "histogram webhook.delivery.duration_ms 2.5 {response_code=other, status=failure}",
            "histogram webhook.delivery.duration_ms 2.5 {response_code=other, status=failure}",
            "histogram webhook.delivery.duration_ms 2.5 {response_code=none, status=failure}");
  }

  @Test
  void attemptsAreRecordedInARowOfBuckets() {
    WebhookMetrics.retried("order.paid", Integer.MIN_VALUE);
    WebhookMetrics.retried("order.paid", 1);
    WebhookMetrics.retried("order.paid", 2);
    WebhookMetrics.retried("order.paid", 3);
    WebhookMetrics.retried("order.paid", 4);
    WebhookMetrics.retried("order.paid", 5);
    WebhookMetrics.retried("order.paid", 6);
    WebhookMetrics.retried("order.paid", 10);
    WebhookMetrics.retried("order.paid", 11);
    WebhookMetrics.retried("order.paid", Integer.MAX_VALUE);

    assertThat(calls.lines())
        .containsExactly(
            "count webhook.delivery.retry.count 1 {attempt_bucket=2, event_type=order.paid}",
            "count webhook.delivery.retry.count 1 {attempt_bucket=2, event_type=order.paid}",
            "count webhook.delivery.retry.count 1 {attempt_bucket=2, event_type=order.paid}",
            "count webhook.delivery.retry.count 1 {attempt_bucket=3, event_type=order.paid}",
            "count webhook.delivery.retry.count 1 {attempt_bucket=4_to_5, event_type=order.paid}",
            "count webhook.delivery.retry.count 1 {attempt_bucket=4_to_5, event_type=order.paid}",
            "count webhook.delivery.retry.count 1 {attempt_bucket=6_to_10, event_type=order.paid}",
            "count webhook.delivery.retry.count 1 {attempt_bucket=6_to_10, event_type=order.paid}",
            "count webhook.delivery.retry.count 1 {attempt_bucket=over_10, event_type=order.paid}",
            "count webhook.delivery.retry.count 1 {attempt_bucket=over_10, event_type=order.paid}");
  }

  @Test
  void theTextOfACodeIsMadeOnce() {
    assertThat(ResponseCodes.text(404)).isEqualTo("404").isSameAs(ResponseCodes.text(404));
  }
}
