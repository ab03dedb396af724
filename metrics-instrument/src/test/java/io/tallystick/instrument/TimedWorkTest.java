package io.tallystick.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.Measured;
import io.tallystick.Work;
import io.tallystick.core.WrittenDown;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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

  /** A typed call with what it records of work that succeeds and of work that throws. */
  record Timed(Timer timer, Runner runner, List<String> success, List<String> error) {

    /** Each line has a %s where it says how the work ended, if it does. */
    static Timed of(Timer timer, Runner runner, String failure, String... lines) {
      return new Timed(timer, runner, filled("success", lines), filled(failure, lines));
    }

    private static List<String> filled(String end, String... lines) {
      return Stream.of(lines).map(line -> line.replace("%s", end)).toList();
    }

    @Override
    public String toString() {
      return success.get(success.size() - 1);
    }
  }

  static List<Timed> timers() {
    List<Timed> all = new ArrayList<>(runners());
    all.addAll(
        List.of(
            Timed.of(
                work -> TokenMetrics.timedGeneration(work),
                null,
                "error",
                "histogram token.generation.duration_ms {result=%s}"),
            Timed.of(
                work -> OAuthMetrics.timedAuthorize(work),
                null,
                "error",
                "count oidc.authorize.request.count 1 {result=%s}",
                "histogram oidc.authorize.latency_ms {result=%s}"),
            Timed.of(
                work -> OAuthMetrics.timedToken(GrantType.PASSWORD, work),
                null,
                "error",
                "count oidc.token.request.count 1 {grant_type=password, result=%s}",
                "histogram oidc.token.latency_ms {grant_type=password, result=%s}"),
            Timed.of(
                work -> OAuthMetrics.timedIdToken(work),
                null,
                "error",
                "histogram oidc.id_token.duration_ms {result=%s}"),
            Timed.of(
                work -> AuthorizationMetrics.timedPolicy("p1", "store", work),
                null,
                "error",
                "histogram authz.policy.duration_ms {policy_id=p1, source=store}"),
            Timed.of(
                work -> AuthorizationMetrics.timedModelLoad("team", work),
                null,
                "error",
                "histogram authz.model.load_duration_ms {entity_type=team}"),
            Timed.of(
                work -> KeyMetrics.timedApiKeyResolve(work),
                null,
                "error",
                "histogram apikey.resolve.duration_ms"),
            Timed.of(
                work -> RateLimitMetrics.timedCheck(Limiter.MEMORY, work),
                null,
                "error",
                "histogram rate_limit.check.duration_ms {limiter=memory}")));
    return all;
  }

  static List<Timed> runners() {
    return List.of(
        Timed.of(
            work -> TokenMetrics.timedCleanup(work),
            work -> TokenMetrics.runCleanup(work),
            "error",
            "count token.cleanup.count 1 {result=%s}",
            "histogram token.cleanup.duration_ms {result=%s}"),
        Timed.of(
            work -> PipelineMetrics.timed("invoices", "order_paid", work),
            work -> PipelineMetrics.run("invoices", "order_paid", work),
            "failure",
            "histogram pipeline.exec.duration_ms"
                + " {pipeline_id=invoices, status=%s, trigger_event=order_paid}"),
        Timed.of(
            work -> WorkflowMetrics.timed("audit", work),
            work -> WorkflowMetrics.run("audit", work),
            "failure",
            "count workflow.execution.count 1 {status=%s, workflow_type=audit}",
            "histogram workflow.duration_ms {workflow_type=audit}"),
        Timed.of(
            work -> WebhookMetrics.timedEmit("order.paid", work),
            work -> WebhookMetrics.runEmit("order.paid", work),
            "error",
            "count webhook.emit.count 1 {event_type=order.paid}",
            "histogram webhook.emit.duration_ms {event_type=order.paid}"),
        Timed.of(
            work -> KeyMetrics.timedRotation(work),
            work -> KeyMetrics.runRotation(work),
            "error",
            "count jwks.rotation.%s",
            "histogram jwks.rotate.duration_ms {result=%s}"),
        Timed.of(
            work -> KeyMetrics.timedPrune(work),
            work -> KeyMetrics.runPrune(work),
            "error",
            "histogram jwks.prune.duration_ms {result=%s}"),
        new Timed(
            work -> RedisMetrics.timed("get", work),
            work -> RedisMetrics.run("get", work),
            List.of("histogram redis.request.latency_ms {operation=get}"),
            List.of(
                "histogram redis.request.latency_ms {operation=get}",
                "count redis.request.error.count 1 {operation=get}")),
        Timed.of(
            work -> DatabaseMetrics.timed("client_create", work),
            work -> DatabaseMetrics.run("client_create", work),
            "error",
            "histogram database.query.duration_ms {operation=client_create, result=%s}"),
        Timed.of(
            work -> EmailMetrics.timed("reset", work),
            work -> EmailMetrics.run("reset", work),
            "error",
            "count email.send.%s 1 {type=reset}",
            "histogram email.send.duration_ms {type=reset}"));
  }

  @ParameterizedTest
  @MethodSource("timers")
  void aValuePassesUntouchedAndItsTimeIsRecorded(Timed timed) throws IOException {
    Object value = new Object();

    assertThat(timed.timer().time(() -> value)).isSameAs(value);
    assertThat(linesWithoutTimes()).isEqualTo(timed.success());
  }

  @ParameterizedTest
  @MethodSource("timers")
  void aNullPassesUntouched(Timed timed) throws IOException {
    assertThat(timed.timer().time(() -> null)).isNull();
    assertThat(linesWithoutTimes()).isEqualTo(timed.success());
  }

  @ParameterizedTest
  @MethodSource("timers")
  void anExceptionPassesUntouchedAndItsTimeIsRecorded(Timed timed) {
    IOException broken = new IOException("broken");

    assertThatThrownBy(
            () ->
                timed
                    .timer()
                    .time(
                        () -> {
                          throw broken;
                        }))
        .isSameAs(broken);
    assertThat(linesWithoutTimes()).isEqualTo(timed.error());
  }

  @ParameterizedTest
  @MethodSource("runners")
  void workWithoutAValueIsDoneAndItsTimeIsRecorded(Timed timed) throws IOException {
    boolean[] isDone = {false};

    timed.runner().run(() -> isDone[0] = true);

    assertThat(isDone[0]).isTrue();
    assertThat(linesWithoutTimes()).isEqualTo(timed.success());
  }

  @ParameterizedTest
  @MethodSource("runners")
  void whatWorkWithoutAValueThrowsPassesUntouched(Timed timed) {
    IOException broken = new IOException("broken");

    assertThatThrownBy(
            () ->
                timed
                    .runner()
                    .run(
                        () -> {
                          throw broken;
                        }))
        .isSameAs(broken);
    assertThat(linesWithoutTimes()).isEqualTo(timed.error());
  }

  /** Each histogram must have a time, and which one cannot be said. */
  private List<String> linesWithoutTimes() {
    return calls.lines().stream()
        .map(line -> line.replaceFirst("^(histogram \\S+) [0-9][0-9.E-]*", "$1"))
        .toList();
  }
}
