package io.tallystick.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.WrittenDown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueueMetricsTest {
  private final WrittenDown calls = new WrittenDown();

  @AfterEach
  void uninstall() {
    calls.close();
  }

  @Test
  void messagesAreCountedByTheirQueue() {
    QueueMetrics.publishedOn("invoices");
    QueueMetrics.publishFailedOn("invoices");
    QueueMetrics.signatureRejectedOn("invoices");
    QueueMetrics.verificationBroke();

    assertThat(calls.lines())
        .containsExactly(
            "count qstash.publish.count 1 {queue=invoices}",
            "count qstash.publish.error.count 1 {queue=invoices}",
            "count qstash.signature.verify.fail.count 1 {queue=invoices}",
            "count qstash.verify.error");
  }
}
