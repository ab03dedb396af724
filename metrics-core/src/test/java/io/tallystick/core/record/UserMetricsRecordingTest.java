package io.tallystick.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricDescriptor;
import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.UserMetricKind;
import io.tallystick.UserMetrics;
import io.tallystick.guard.Decision;
import io.tallystick.guard.Rule;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserMetricsRecordingTest {
  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final ShownRecording shown = new ShownRecording();

  private Decision count(String tenant, String name, double amount, String... tags) {
    return shown.metrics.recordUserMetric(
        tenant, name, amount, UserMetricKind.COUNT, Tags.of(tags));
  }

  private Decision gauge(String tenant, String name, double value, String... tags) {
    return shown.metrics.recordUserMetric(tenant, name, value, UserMetricKind.GAUGE, Tags.of(tags));
  }

  private void assertRefused(Rule rule, Decision decision) {
    assertThat(decision.rule()).isEqualTo(rule);
    assertThat(decision.reason()).isNotBlank();
    assertThat(shown.drain().dropped(rule)).isEqualTo(1);
    assertThat(shown.rejected(rule)).isEqualTo(1);
    assertThat(shown.ids()).isEmpty();
  }

  @Test
  void aTenantsMetricHasThePrefixAndTheTenantsKey() {
    assertThat(count("acme", "invoice.sent", 2, "type", "pdf")).isEqualTo(Decision.accepted());
    assertThat(count("acme", "user.invoice.sent", 3, "type", "pdf")).isEqualTo(Decision.accepted());
    assertThat(count("acme", "invoice.sent", 0.5, "type", "pdf")).isEqualTo(Decision.accepted());
    assertThat(gauge("acme", "invoice.open", -4.5)).isEqualTo(Decision.accepted());
    shown.drain();

    assertThat(shown.ids())
        .containsExactly(
            "user.invoice.open@key-of-acme", "user.invoice.sent{type=pdf}@key-of-acme");
    assertThat(shown.total("user.invoice.sent{type=pdf}@key-of-acme")).isEqualTo(5);
    assertThat(shown.fraction("user.invoice.sent{type=pdf}@key-of-acme")).isEqualTo(0.5);
    assertThat(shown.last("user.invoice.open@key-of-acme")).isEqualTo(-4.5);
    assertThat(shown.series("user.invoice.open@key-of-acme").tenant()).isEqualTo("key-of-acme");
  }

  @Test
  void aScriptsDoorRecordsTheSame() {
    UserMetrics script = shown.metrics.forTenant("acme");

    assertThat(script.count("a.count")).isEqualTo("accepted");
    assertThat(script.count("a.count", 2, Map.of("n", 4.0))).isEqualTo("accepted");
    assertThat(script.gauge("a.active", 7)).isEqualTo("accepted");
    assertThat(script.count("Bad")).startsWith("refused: name_syntax: ");
    assertThat(script.count(null)).startsWith("refused: name_missing: ");
    assertThat(shown.metrics.forTenant(null).count("a.count"))
        .startsWith("refused: tenant_missing: ");
    shown.drain();

    assertThat(shown.total("user.a.count@key-of-acme")).isEqualTo(1);
    assertThat(shown.total("user.a.count{n=4}@key-of-acme")).isEqualTo(2);
    assertThat(shown.last("user.a.active@key-of-acme")).isEqualTo(7);
    assertThat(shown.droppedInAll()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aValueThatIsNotFiniteIsRefused(double bad) {
    assertRefused(Rule.VALUE_NOT_FINITE, count("t", "a.count", bad));
    assertThat(gauge("t", "a.active", bad).rule()).isEqualTo(Rule.VALUE_NOT_FINITE);
  }

  @Test
  void aNegativeCountIsRefusedAndANegativeGaugeIsNot() {
    assertRefused(Rule.VALUE_NEGATIVE, count("t", "a.count", -1));
    assertThat(gauge("t", "a.active", -1).isAccepted()).isTrue();
  }

  @Test
  void anIdThatIsBlankIsRefused() {
    assertRefused(Rule.TENANT_MISSING, count(" ", "a.count", 1));
  }

  @Test
  void aNameAgainstTheRulesIsRefused() {
    assertRefused(Rule.NAME_SYNTAX, count("t", "a.Count", 1));
  }

  @Test
  void aNameMayHave120CharactersWithItsPrefix() {
    assertRefused(Rule.NAME_LENGTH, count("t", "a." + "b".repeat(114), 1));
    assertThat(count("t", "a." + "b".repeat(113), 1).isAccepted()).isTrue();
  }

  @Test
  void aMetricMayHaveEightTags() {
    String[] nine = new String[18];
    for (int i = 0; i < 18; i++) {
      nine[i] = "k" + i;
    }
    assertRefused(Rule.TAG_COUNT, count("t", "a.count", 1, nine));
    assertThat(count("t", "a.count", 1, java.util.Arrays.copyOf(nine, 16)).isAccepted()).isTrue();
  }

  @Test
  void aKeyMayHave40CharactersAndAValue128() {
    assertRefused(Rule.TAG_KEY_LENGTH, count("t", "a.count", 1, "k".repeat(41), "v"));
    assertRefused(Rule.TAG_VALUE_LENGTH, count("t", "a.count", 1, "k", "v".repeat(129)));
    assertThat(count("t", "a.count", 1, "k".repeat(40), "v".repeat(128)).isAccepted()).isTrue();
  }

  @Test
  void aDeniedKeyAndPersonalDataAreRefused() {
    assertRefused(Rule.TAG_KEY_DENIED, count("t", "a.count", 1, "user_id", "5"));
    assertRefused(Rule.TAG_VALUE_PII, count("t", "a.count", 1, "k", "ann@example.com"));
    assertRefused(Rule.TAG_KEY_SYNTAX, count("t", "a.count", 1, "K", "v"));
  }

  @Test
  void aSecondKindOfATenantsNameIsRefused() {
    count("t", "a.count", 1);
    assertThat(gauge("t", "a.count", 1).rule()).isEqualTo(Rule.KIND_CONFLICT);
    assertThat(gauge("t", "a.count", 1, "k", "v").rule()).isEqualTo(Rule.KIND_CONFLICT);
    assertThat(count("t", "a.count", 1, "k", "v").isAccepted()).isTrue();
    assertThat(shown.drain().dropped(Rule.KIND_CONFLICT)).isEqualTo(2);
  }

  @Test
  void aDescriptorBindsTenantsToo() {
    shown.metrics.describe(MetricDescriptor.counter("user.a.count").tags("k").build());

    assertThat(gauge("t", "a.count", 1).rule()).isEqualTo(Rule.KIND_CONFLICT);
    assertThat(count("t", "a.count", 1, "l", "v").rule()).isEqualTo(Rule.TAG_KEY_UNLISTED);
    assertThat(count("t", "a.count", 1, "k", "v").isAccepted()).isTrue();
    assertThat(shown.drain().ids()).containsExactly("user.a.count{k=v}@key-of-t");
  }

  @Test
  void aTenantMayHave100Series() {
    for (int i = 0; i < 100; i++) {
      assertThat(count("t", "a.count" + i % 10, 1, "k", "v" + i).isAccepted()).isTrue();
    }
    assertThat(count("t", "a.count0", 1, "k", "w").rule()).isEqualTo(Rule.TENANT_SERIES);
    assertThat(gauge("t", "a.active", 1).rule()).isEqualTo(Rule.TENANT_SERIES);
    assertThat(count("t", "a.count0", 1, "k", "v0").isAccepted()).isTrue();
    shown.drain();

    assertThat(shown.ids()).hasSize(100);
    assertThat(shown.dropped(Rule.TENANT_SERIES)).isEqualTo(2);
  }

  @Test
  void aTenantMayRecord600PointsAMinute() {
    for (int i = 0; i < 600; i++) {
      assertThat(count("t", "a.count", 1).isAccepted()).isTrue();
    }
    assertThat(count("t", "a.count", 1).rule()).isEqualTo(Rule.TENANT_RATE);
    shown.elapsedNanos.addAndGet(MINUTE_NANOS - 1);
    assertThat(count("t", "a.count", 1).rule()).isEqualTo(Rule.TENANT_RATE);
    shown.elapsedNanos.addAndGet(1);
    assertThat(count("t", "a.count", 1).isAccepted()).isTrue();

    assertThat(shown.drain().total("user.a.count@key-of-t")).isEqualTo(601);
    assertThat(shown.dropped(Rule.TENANT_RATE)).isEqualTo(2);
  }

  @Test
  void refusedCallsDoNotCountAsPointsButAFloodOfThemEndsTheMinuteToo() {
    for (int i = 0; i < 500; i++) {
      assertThat(count("t", "Bad", 1).rule()).isEqualTo(Rule.NAME_SYNTAX);
    }
    assertThat(count("t", "a.count", 1).isAccepted()).isTrue();
    for (int i = 0; i < 6_000; i++) {
      count("t", "Bad", 1);
    }
    assertThat(count("t", "a.count", 1).rule()).isEqualTo(Rule.TENANT_RATE);
  }

  @Test
  void aCallThatReadTheClockJustBeforeTheMinuteEndedDoesNotBeginItAnew() {
    shown.elapsedNanos.set(MINUTE_NANOS);
    for (int i = 0; i < 600; i++) {
      count("t", "a.count", 1);
    }
    shown.elapsedNanos.set(MINUTE_NANOS - 1);
    count("t", "a.count", 1);
    shown.elapsedNanos.set(MINUTE_NANOS);

    assertThat(count("t", "a.count", 1).rule()).isEqualTo(Rule.TENANT_RATE);
  }

  @Test
  void differentOrdersAndNamesWithAndWithoutPrefixAreOneSeries() {
    for (int i = 0; i < 10; i++) {
      count("t", "a.count", 1, "a", "1", "b", "2");
      count("t", "user.a.count", 1, "b", "2", "a", "1");
    }

    assertThat(shown.drain().ids()).containsExactly("user.a.count{a=1, b=2}@key-of-t");
    assertThat(shown.sum("user.a.count")).isEqualTo(20);
  }

  @Test
  void mapsThatMisbehaveAreRefused() {
    UserMetrics script = shown.metrics.forTenant("t");
    Map<Object, Object> itself = new HashMap<>();
    itself.put("k", itself);

    assertThat(script.count("a.count", 1, itself)).startsWith("refused: script_value: ");
    assertThat(script.count("a.count", 1, Map.of(1, "v"))).startsWith("refused: script_value: ");
    assertThat(shown.drain().ids()).isEmpty();
  }

  @Test
  void tenantsMetricsAreNotTheApplicationsOfThatName() {
    shown.metrics.describe(MetricDescriptor.counter("user.a.count").tags("k").build());
    shown.metrics.count("user.a.count", 5, "k", "v");
    count("t", "a.count", 1, "k", "v");
    shown.drain();

    assertThat(shown.total("user.a.count{k=v}")).isEqualTo(5);
    assertThat(shown.series("user.a.count{k=v}").tenant()).isNull();
    assertThat(shown.total("user.a.count{k=v}@key-of-t")).isEqualTo(1);
    assertThat(shown.series("user.a.count{k=v}@key-of-t").kind()).isEqualTo(MetricKind.COUNTER);
  }

  @Test
  void nothingIsAcceptedWhileRecordingIsSwitchedOff() {
    ShownRecording shown = new ShownRecording();
    shown.recording.open(false);

    assertThat(
            shown
                .metrics
                .recordUserMetric("acme", "a.count", 1, UserMetricKind.COUNT, Tags.empty())
                .rule())
        .isEqualTo(Rule.NOT_RUNNING);
  }
}
