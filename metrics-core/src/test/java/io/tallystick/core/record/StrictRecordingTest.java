package io.tallystick.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tallystick.MetricDescriptor;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.UserMetricKind;
import io.tallystick.guard.GuardLimits;
import io.tallystick.guard.Rule;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Strict recording is for tests of applications: what would be dropped throws. */
class StrictRecordingTest {
  private final ShownRecording shown = new ShownRecording(new Wanted().strict());
  private final Metrics metrics = shown.metrics;

  private static void assertThrows(Rule rule, Runnable call) {
    for (int i = 0; i < 2; i++) {
      assertThatIllegalArgumentException()
          .isThrownBy(call::run)
          .withMessageStartingWith("refused: %s: ", rule.id());
    }
  }

  @Test
  void badValuesThrow() {
    assertThrows(Rule.VALUE_NOT_FINITE, () -> metrics.count("a.count", Double.NaN));
    assertThrows(Rule.VALUE_NOT_FINITE, () -> metrics.gauge("a.active", Double.NaN));
    assertThrows(Rule.VALUE_NOT_FINITE, () -> metrics.histogram("a.size_bytes", 1 / 0.0));
    assertThrows(Rule.VALUE_NOT_FINITE, () -> metrics.counter("a.count").add(-1 / 0.0));
    assertThrows(Rule.VALUE_NOT_FINITE, () -> metrics.duration("a.d_ms", (Duration) null));
    assertThrows(Rule.VALUE_NEGATIVE, () -> metrics.count("a.count", -1));
    assertThrows(Rule.VALUE_NEGATIVE, () -> metrics.counter("a.count").add(-1.5));
  }

  @Test
  void badNamesThrow() {
    assertThrows(Rule.NAME_SYNTAX, () -> metrics.count("Bad"));
    assertThrows(Rule.NAME_SYNTAX, () -> metrics.counter("Bad"));
    assertThrows(Rule.NAME_LENGTH, () -> metrics.count("a." + "b".repeat(119)));
    assertThrows(Rule.NAME_MISSING, () -> metrics.count(null));
    assertThrows(Rule.NAME_RESERVED, () -> metrics.gauge("user.a", 1));
  }

  @Test
  void aSecondKindThrows() {
    metrics.count("a.count");
    assertThrows(Rule.KIND_CONFLICT, () -> metrics.gauge("a.count", 1));
    assertThrows(Rule.KIND_CONFLICT, () -> metrics.histogram("a.count", 1, "a", "b"));
    assertThrows(Rule.KIND_CONFLICT, () -> metrics.gauge("a.count", () -> 1));
  }

  @Test
  void badTagsThrow() {
    String longText = "v".repeat(129);
    assertThrows(Rule.TAG_KEY_DENIED, () -> metrics.count("a.count", 1, "email", "x"));
    assertThrows(Rule.TAG_VALUE_PII, () -> metrics.count("a.count", 1, "k", "a@example.com"));
    assertThrows(Rule.TAG_VALUE_CONTROL, () -> metrics.count("a.count", 1, "k", "a\u0000"));
    assertThrows(Rule.TAG_VALUE_LENGTH, () -> metrics.count("a.count", 1, Tags.of("k", longText)));
    assertThrows(Rule.TAG_KEY_LENGTH, () -> metrics.count("a.count", 1, "k".repeat(41), "v"));
    assertThrows(Rule.TAG_KEY_SYNTAX, () -> metrics.count("a.count", 1, "K", "v"));
    assertThrows(Rule.TAG_MISSING, () -> metrics.count("a.count", 1, "k", null));
    assertThrows(Rule.TAG_MISSING, () -> metrics.count("a.count", 1, (Tags) null));
  }

  @Test
  void tagsThatAreTooManyOrUnlistedThrow() {
    Metrics ofOneTag =
        new ShownRecording(new Wanted().strict().guard(GuardLimits.standard().withMaxTags(1)))
            .metrics;
    assertThrows(Rule.TAG_COUNT, () -> ofOneTag.count("a.count", 1, "a", "1", "b", "2"));

    metrics.describe(MetricDescriptor.counter("b.count").tags("status").build());
    assertThrows(Rule.TAG_KEY_UNLISTED, () -> metrics.count("b.count", 1, "other", "1"));
  }

  @Test
  void aTenantIsAnsweredAsEver() {
    assertThat(
            metrics.recordUserMetric("acme", "Bad", 1, UserMetricKind.COUNT, Tags.empty()).rule())
        .isEqualTo(Rule.NAME_SYNTAX);
  }

  @Test
  void goodRecordingGoesOnAsEver() {
    metrics.count("a.count", 2, "k", "v");
    metrics.histogram("a.size_bytes", 2.5);
    shown.drain();

    assertThat(shown.total("a.count{k=v}")).isEqualTo(2);
    assertThat(shown.histogram("a.size_bytes").sum()).isEqualTo(2.5);
  }
}
