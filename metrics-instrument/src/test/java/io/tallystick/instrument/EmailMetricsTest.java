package io.tallystick.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.WrittenDown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmailMetricsTest {
  private final WrittenDown calls = new WrittenDown();

  @AfterEach
  void uninstall() {
    calls.close();
  }

  @Test
  void messagesAreCountedAndTimedByTheirType() {
    EmailMetrics.sent("reset");
    EmailMetrics.failed("reset");
    EmailMetrics.rateLimited("reset");
    EmailMetrics.took("reset", 2_500_000);
    EmailMetrics.took(null, 2_500_000);

    assertThat(calls.lines())
        .containsExactly(
            "count email.send.success 1 {type=reset}",
            "count email.send.error 1 {type=reset}",
            "count email.send.rate_limited.count 1 {type=reset}",
            "histogram email.send.duration_ms 2.5 {type=reset}",
            "histogram email.send.duration_ms 2.5 {type=null}");
  }
}
