package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import io.tallystick.core.alert.InvalidRuleException;
import io.tallystick.core.alert.RuleDefinition;
import io.tallystick.core.alert.RuleRefusedException;
import io.tallystick.core.alert.WebhookTarget;
import io.tallystick.core.deliver.AlertListener;
import io.tallystick.core.deliver.AlertMessage;
import io.tallystick.core.deliver.WebhookSettings;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.spi.TimeRange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts of a runtime, from what is recorded to who is told. */
class AlertRuntimeTest {
  private static final RuleDefinition ERRORS = RuleDefinition.errorRate("Errors", 10).window(1);
  private static final TimeRange EVER =
      new TimeRange(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));

  private final TestClock clock = new TestClock();
  private final BlockingQueue<AlertMessage> told = new LinkedBlockingQueue<>();
  private MetricsRuntime runtime;

  @AfterEach
  void close() {
    if (runtime != null) {
      runtime.close();
    }
  }

  private MetricsRuntime build(UnaryOperator<RuntimeBuilder> options) {
    runtime =
        options
            .apply(MetricsRuntime.builder())
            .sources(OptionSources.NONE)
            .clock(clock)
            .installed(false)
            .collectionOff(Set.of("all"))
            .alertListeners(new Ear())
            .storage(
                InMemoryBackend.with(
                    clock.wall(), ZoneOffset.UTC, InMemoryBackend.STANDARD_BUCKETS))
            .build();
    return runtime;
  }

  private void fail(int minutes) {
    for (int i = 0; i < 6 * minutes; i++) {
      runtime.metrics().count("http.request.count", 3, "route_id", "/a", "status_class", "5xx");
      clock.pass(Duration.ofSeconds(10));
      runtime.turn();
    }
  }

  private AlertMessage heard() throws InterruptedException {
    AlertMessage message = told.poll(30, TimeUnit.SECONDS);
    assertThat(message).isNotNull();
    return message;
  }

  @Test
  void whatIsRecordedIsToldWithALinkToTheConsole() throws InterruptedException {
    build(builder -> builder.alertRules(ERRORS).alertsLink("https://app.example/admin"));
    fail(3);

    AlertMessage message = heard();
    assertThat(message.text())
        .isEqualTo("Error rate is 100 %, above 10 % in the last minute (18 of 18 requests)");
    assertThat(message.link())
        .startsWith("https://app.example/admin/alerts?rule=code-")
        .contains("&at=");
    assertThat(message.severity()).isEqualTo("warning");
    assertThat(told).isEmpty();
  }

  @Test
  void aRuleOfAFileIsReadOnly(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("rules.json");
    Files.writeString(
        file,
        "{\"rules\": [{\"name\": \"Errors\", \"type\": \"error_rate\", \"threshold_value\": 10}]}");
    build(builder -> builder.alertsRules(file.toString()).alertRules(ERRORS));
    String id = runtime.alerts().rules().get(1).id();

    assertThat(runtime.alerts().rules()).allMatch(rule -> rule.isReadOnly()).hasSize(2);
    assertThat(id).startsWith("file-");
    assertThatExceptionOfType(RuleRefusedException.class)
        .isThrownBy(() -> runtime.alerts().remove(id, 1))
        .withMessageContaining("comes from a file")
        .extracting(RuleRefusedException::reason)
        .isEqualTo(RuleRefusedException.Reason.READ_ONLY);
    fail(2);
    assertThat(runtime.alerts().events(EVER, 10)).hasSize(2);
  }

  @Test
  void aFileThatCannotBeReadKeepsTheRuntimeFromBeingMade(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("rules.json");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> build(builder -> builder.alertsRules(file.toString())))
        .withMessageContaining("rules.json")
        .withMessageContaining("cannot be read");
    Files.writeString(file, "[{\"name\": \"a\", \"type\": \"spike\", \"window_minutes\": 9}]");
    assertThatExceptionOfType(InvalidRuleException.class)
        .isThrownBy(() -> build(builder -> builder.alertsRules(file.toString())))
        .withMessageContaining("rule 1: window_minutes is 9");
  }

  @Test
  void twoRulesOfOneNameAreRefused() {
    assertThatExceptionOfType(InvalidRuleException.class)
        .isThrownBy(() -> build(builder -> builder.alertRules(ERRORS, ERRORS)))
        .withMessageContaining("two rules have it");
  }

  @Test
  void aWebhookOfARuleIsCalledAndSigned() throws Exception {
    BlockingQueue<String> posted = new LinkedBlockingQueue<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/hook",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          posted.add(exchange.getRequestHeaders().getFirst("X-Tallystick-Signature") + " " + body);
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
      build(
          builder ->
              builder
                  .alertWebhooks(
                      WebhookSettings.standard(Clock.systemUTC()).allowingHttpToLoopback())
                  .alertsWebhookSecret("a-secret-of-16-characters"));
      runtime.alerts().create(ERRORS.webhooks(new WebhookTarget(url, false)), "ann");
      fail(2);

      String post = posted.poll(30, TimeUnit.SECONDS);
      assertThat(post).startsWith("v1=").contains("Error rate is 100 %");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aWebhookToAnAddressThatIsRefusedIsNotSaved() {
    build(builder -> builder);

    assertThatExceptionOfType(InvalidRuleException.class)
        .isThrownBy(
            () ->
                runtime
                    .alerts()
                    .create(
                        ERRORS.webhooks(new WebhookTarget("https://169.254.169.254/x", true)),
                        "ann"))
        .satisfies(refused -> assertThat(refused.field()).isEqualTo("webhooks.url"));
    assertThat(runtime.alerts().rules()).isEmpty();
  }

  @Test
  void aKeyThatFillsInSecondsIsWarnedAboutBeforeItsLimit() throws InterruptedException {
    build(builder -> builder);
    runtime.start();
    for (int i = 0; i < 80; i++) {
      clock.pass(Duration.ofMillis(50));
      runtime.rateLimits().observe("partner", 100);
    }

    AlertMessage message = heard(); // 80 of 100: it has a second left

    assertThat(message.transition()).isEqualTo(AlertMessage.Transition.WARNING);
    assertThat(message.text()).contains("80 of 100 requests a minute").contains("full in 1 s");
    assertThat(message.value()).isEqualTo(80);
    assertThat(runtime.alerts().events(EVER, 10)).hasSize(1);
    for (int i = 0; i < 20; i++) {
      runtime.rateLimits().observe("partner", 100);
    }
    assertThat(runtime.alerts().events(EVER, 10)).as("once a key and minute").hasSize(1);
  }

  @Test
  void whileItIsSwitchedOffRulesAreReadAndChangedAndNoneIsEvaluated() {
    build(builder -> builder.enabled(false));
    runtime.alerts().create(ERRORS, "ann");
    runtime.turn();

    assertThat(runtime.alerts().rules()).hasSize(1);
    assertThat(runtime.alerts().status().isEvaluating()).isFalse();
  }

  private final class Ear implements AlertListener {
    @Override
    public String name() {
      return "ear";
    }

    @Override
    public void alert(AlertMessage message) {
      told.add(message);
    }
  }
}
