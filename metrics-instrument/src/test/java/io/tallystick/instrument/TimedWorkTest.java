package io.tallystick.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.Measured;
import io.tallystick.Work;
import io.tallystick.core.WrittenDown;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TimedWorkTest {
  private final WrittenDown calls = new WrittenDown();

  @AfterEach
  void uninstall() {
    calls.close();
  }

  /** A typed call that times work. */
  interface Timer {
    Object time(Measured<Object, IOException> work) throws IOException;
  }

  /** A typed call that times work without a value. */
  interface Runner {
    void run(Work<IOException> work) throws IOException;
  }

  static List<Timer> timers() {
    return List.of(
        work -> TokenMetrics.timedGeneration(work),
        work -> TokenMetrics.timedCleanup(work),
        work -> OAuthMetrics.timedAuthorize(work),
        work -> OAuthMetrics.timedToken(GrantType.PASSWORD, work),
        work -> OAuthMetrics.timedIdToken(work),
        work -> AuthorizationMetrics.timedPolicy("p1", "store", work),
        work -> AuthorizationMetrics.timedModelLoad("team", work),
        work -> PipelineMetrics.timed("invoices", "order_paid", work),
        work -> WorkflowMetrics.timed("audit", work),
        work -> WebhookMetrics.timedEmit("order.paid", work),
        work -> KeyMetrics.timedRotation(work),
        work -> KeyMetrics.timedPrune(work),
        work -> KeyMetrics.timedApiKeyResolve(work),
        work -> RateLimitMetrics.timedCheck(Limiter.MEMORY, work),
        work -> RedisMetrics.timed("get", work),
        work -> DatabaseMetrics.timed("client_create", work),
        work -> EmailMetrics.timed("reset", work));
  }

  static List<Runner> runners() {
    return List.of(
        work -> TokenMetrics.runCleanup(work),
        work -> PipelineMetrics.run("invoices", "order_paid", work),
        work -> WorkflowMetrics.run("audit", work),
        work -> WebhookMetrics.runEmit("order.paid", work),
        work -> KeyMetrics.runRotation(work),
        work -> KeyMetrics.runPrune(work),
        work -> RedisMetrics.run("get", work),
        work -> DatabaseMetrics.run("client_create", work),
        work -> EmailMetrics.run("reset", work));
  }

  @ParameterizedTest
  @MethodSource("timers")
  void aValuePassesUntouchedAndItsTimeIsRecorded(Timer timer) throws IOException {
    Object value = new Object();

    assertThat(timer.time(() -> value)).isSameAs(value);
    assertThat(calls.lines()).anyMatch(line -> line.startsWith("histogram "));
  }

  @ParameterizedTest
  @MethodSource("timers")
  void aNullPassesUntouched(Timer timer) throws IOException {
    assertThat(timer.time(() -> null)).isNull();
    assertThat(calls.lines()).anyMatch(line -> line.startsWith("histogram "));
  }

  @ParameterizedTest
  @MethodSource("timers")
  void anExceptionPassesUntouchedAndItsTimeIsRecorded(Timer timer) {
    IOException broken = new IOException("broken");

    assertThatThrownBy(
            () ->
                timer.time(
                    () -> {
                      throw broken;
                    }))
        .isSameAs(broken);
    assertThat(calls.lines()).anyMatch(line -> line.startsWith("histogram "));
  }

  @ParameterizedTest
  @MethodSource("runners")
  void workWithoutAValueIsDoneAndItsTimeIsRecorded(Runner runner) throws IOException {
    boolean[] isDone = {false};

    runner.run(() -> isDone[0] = true);

    assertThat(isDone[0]).isTrue();
    assertThat(calls.lines()).anyMatch(line -> line.startsWith("histogram "));
  }
}
