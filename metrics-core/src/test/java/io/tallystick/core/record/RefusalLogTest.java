package io.tallystick.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Tags;
import io.tallystick.UserMetricKind;
import io.tallystick.guard.Rule;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
  private final ShownRecording shown = new ShownRecording(new Wanted().cardinality(2, 9, 9));

  @BeforeEach
  void forgetOtherLines() {
    LogLines.take();
  }

  @Test
  void recordingItselfLogsNothing() {
    breakManyRules();

    assertThat(LogLines.take()).isEmpty();
  }

  @Test
  void oneLineForEachRuleSaysWhatWasRefusedFirst() {
    for (int i = 0; i < 100; i++) {
      breakManyRules();
    }
    shown.recording.logRefusals();
    List<String> lines = LogLines.take();

    assertThat(lines).allMatch(line -> line.startsWith("WARN "));
    for (Rule rule :
        List.of(
            Rule.VALUE_NOT_FINITE,
            Rule.VALUE_NEGATIVE,
            Rule.NAME_SYNTAX,
            Rule.KIND_CONFLICT,
            Rule.TAG_KEY_DENIED,
            Rule.TAG_VALUE_PII,
            Rule.SERIES_PER_METRIC,
            Rule.TENANT_MISSING)) {
      assertThat(lines).filteredOn(line -> line.contains("(" + rule.id() + ")")).hasSize(1);
    }
    assertThat(lines).hasSize(8);
    assertThat(lines).anyMatch(line -> line.contains("\"Bad\""));
  }

  @Test
  void theNextLineOfARuleComesOnlyWhenItIsBrokenAgain() {
    breakManyRules();
    shown.recording.logRefusals();
    LogLines.take();

    shown.recording.logRefusals();
    assertThat(LogLines.take()).isEmpty();

    shown.metrics.count("Worse");
    shown.recording.logRefusals();
    assertThat(LogLines.take()).singleElement().asString().contains("name_syntax", "\"Worse\"");
  }

  @Test
  void noLineHoldsWhatWasTakenOut() {
    shown.metrics.count("a.count", 1, "who", "ann@example.com");
    shown.metrics.count("Ann@example.com\n2026 ERROR forged", 1);
    shown.metrics.count("a.count", 1, "Bad\nkey", "v");
    shown.recording.logRefusals();

    assertThat(LogLines.take())
        .hasSize(3)
        .noneMatch(line -> line.contains("example.com") || line.contains("\n"));
  }

  private void breakManyRules() {
    shown.metrics.count("a.count", Double.NaN);
    shown.metrics.count("a.count", -1);
    shown.metrics.count("Bad");
    shown.metrics.gauge("a.count", 1);
    shown.metrics.count("a.count", 1, "email", "x");
    shown.metrics.count("a.count", 1, "k", "ann@example.com");
    shown.metrics.count("a.count", 1, "k", "1");
    shown.metrics.count("a.count", 1, "k", "2");
    shown.metrics.recordUserMetric(" ", "a.b", 1, UserMetricKind.COUNT, Tags.empty());
  }
}
