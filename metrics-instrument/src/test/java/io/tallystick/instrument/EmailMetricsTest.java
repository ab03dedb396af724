package io.tallystick.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Result;
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
  void aMessageThatIsNotTimedIsCountedByItsType() {
    EmailMetrics.sent("reset");
    EmailMetrics.failed("reset");
    EmailMetrics.rateLimited("reset");

    assertThat(calls.lines())
        .containsExactly(
            "count email.send.success 1 {type=reset}",
            "count email.send.error 1 {type=reset}",
            "count email.send.rate_limited.count 1 {type=reset}");
  }

  @Test
  void aMessageThatIsTimedIsCountedByHowItEnded() {
    EmailMetrics.took("reset", 2_500_000, Result.SUCCESS);
    EmailMetrics.took("reset", 2_500_000, Result.ERROR);
    EmailMetrics.took(null, 2_500_000, null);

    assertThat(calls.lines())
        .containsExactly(
            "count email.send.success 1 {type=reset}",
            "histogram email.send.duration_ms 2.5 {type=reset}",
            "count email.send.error 1 {type=reset}",
            "histogram email.send.duration_ms 2.5 {type=reset}",
            "histogram email.send.duration_ms 2.5 {type=null}");
  }
}
