package io.tallystick.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.WrittenDown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptPoolMetricsTest {
  private final WrittenDown calls = new WrittenDown();

  @AfterEach
  void uninstall() {
    calls.close();
  }

  @Test
  void thePoolsNumbersAreSetOrAskedFor() {
    ScriptPoolMetrics.active(2);
    ScriptPoolMetrics.active(() -> 3).close();
    ScriptPoolMetrics.waiting(4);
    ScriptPoolMetrics.waiting(() -> 5).close();
    ScriptPoolMetrics.exhausted();

    assertThat(calls.lines())
        .containsExactly(
            "gauge lua.pool.active 2",
            "gauge lua.pool.active {} 3.0",
            "gauge lua.pool.waiting 4",
            "gauge lua.pool.waiting {} 5.0",
            "count lua.pool.exhausted");
  }
}
