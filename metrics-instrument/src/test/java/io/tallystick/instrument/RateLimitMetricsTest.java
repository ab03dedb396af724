package io.tallystick.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.WrittenDown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimitMetricsTest {
  private final WrittenDown calls = new WrittenDown();

  @AfterEach
  void uninstall() {
    calls.close();
  }

  @Test
  void whoIsTurnedAwayIsCounted() {
    RateLimitMetrics.request("/orders/{id}");
    RateLimitMetrics.hit("/orders/{id}", ClientHash.none(), Limiter.REDIS);
    RateLimitMetrics.checkTook(Limiter.MEMORY, 2_500_000);

    assertThat(calls.lines())
        .containsExactly(
            "count rate_limit.request.count 1 {endpoint=/orders/{id}}",
            "count rate_limit.hit.count 1 {client=none, endpoint=/orders/{id}, limiter=redis}",
            "histogram rate_limit.check.duration_ms 2.5 {limiter=memory}");
  }
}
