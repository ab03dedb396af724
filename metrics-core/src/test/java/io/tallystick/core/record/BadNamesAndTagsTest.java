package io.tallystick.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Counter;
import io.tallystick.MetricDescriptor;
import io.tallystick.Tags;
import io.tallystick.guard.GuardLimits;
import io.tallystick.guard.Rule;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadNamesAndTagsTest {
  private final ShownRecording shown = new ShownRecording();

  @ParameterizedTest
  @ValueSource(
      strings = {"", "orders", "Orders.count", "orders..count", "1.a", "a.b ", "a.ı", "a.b\u0000"})
  void aNameAgainstTheRulesIsRejectedAndCountedForEachSample(String name) {
    for (int i = 0; i < 3; i++) {
      shown.metrics.count(name, 1);
      shown.metrics.gauge(name, 1, "a", "b");
      shown.metrics.histogram(name, 1.5, Tags.of("a", "b"));
    }
    shown.metrics.counter(name).increment();
    shown.metrics.gauge(name).set(1);
    shown.metrics.histogram(name).record(1);
    shown.drain();

    assertThat(shown.ids()).isEmpty();
    assertThat(shown.dropped(Rule.NAME_SYNTAX)).isEqualTo(12);
    assertThat(shown.rejected(Rule.NAME_SYNTAX)).isEqualTo(12);
  }

  @Test
  void aNameThatIsTooLongIsRejectedAndCounted() {
    shown.metrics.count("a." + "b".repeat(118));
    shown.metrics.count("a." + "b".repeat(119));
    shown.metrics.count("a." + "b".repeat(1 << 20));
    shown.drain();

    assertThat(shown.ids()).hasSize(1);
    assertThat(shown.dropped(Rule.NAME_LENGTH)).isEqualTo(2);
  }

  @Test
  void aTenantsNameIsNotTheApplicationsUnlessItIsDescribed() {
    shown.metrics.count("user.orders.count", 1);
    shown.metrics.describe(MetricDescriptor.counter("user.orders.count").build());
    shown.metrics.count("user.orders.count", 2);
    shown.drain();

    assertThat(shown.dropped(Rule.NAME_RESERVED)).isEqualTo(1);
    assertThat(shown.total("user.orders.count")).isEqualTo(2);
  }

  @Test
  void aSecondKindOfANameIsRejectedWhicheverComesFirst() {
    shown.metrics.count("a.one", 1);
    shown.metrics.gauge("a.one", 5);
    shown.metrics.histogram("a.one", 5, "x", "y");
    shown.metrics.gauge("a.two", 5);
    shown.metrics.count("a.two", 1);
    shown.metrics.histogram("a.three", 5, Tags.of("x", "y"));
    shown.metrics.count("a.three", 1, Tags.of("x", "y"));
    shown.metrics.count("a.three", 1, "x", "y");
    shown.drain();

    assertThat(shown.ids()).containsExactly("a.one", "a.three{x=y}", "a.two");
    assertThat(shown.total("a.one")).isEqualTo(1);
    assertThat(shown.last("a.two")).isEqualTo(5);
    assertThat(shown.histogram("a.three{x=y}").count()).isEqualTo(1);
    assertThat(shown.dropped(Rule.KIND_CONFLICT)).isEqualTo(5);
    assertThat(shown.rejected(Rule.KIND_CONFLICT)).isEqualTo(5);
  }

  @Test
  void aHandleOfAnotherKindIsSilentAndTheHandleOfTheFirstKindGoesOn() {
    Counter counter = shown.metrics.counter("a.one");
    shown.metrics.gauge("a.one").set(7);
    shown.metrics.gauge("a.one", 7);
    shown.metrics.histogram("a.one").record(7);
    counter.increment();
    shown.metrics.count("a.one");
    shown.drain();

    assertThat(shown.ids()).containsExactly("a.one");
    assertThat(shown.total("a.one")).isEqualTo(2);
    assertThat(shown.rejected(Rule.KIND_CONFLICT)).isEqualTo(3);
  }

  @Test
  void theDescriptorsKindHoldsAgainstTheCalls() {
    shown.metrics.describe(MetricDescriptor.gauge("a.count").build());
    shown.metrics.count("a.count", 1);
    shown.metrics.gauge("a.count", 3);
    shown.drain();

    assertThat(shown.last("a.count")).isEqualTo(3);
    assertThat(shown.dropped(Rule.KIND_CONFLICT)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user_id", "email", "ip", "user_agent", "authorization", "redirect_uri", "api_key",
        "key_prefix", "api_key_prefix", "token", "password", "secret", "session", "session_id",
        "cookie", "User-Id", "E-MAIL", "IP", "SessionID", "s_e_c_r_e_t", "customer"
      })
  void aDeniedKeyIsDroppedWithItsValueAndTheSampleIsKept(String key) {
    ShownRecording denying =
        new ShownRecording(
            new Wanted().guard(GuardLimits.standard().withDeniedKeys(Set.of("customer"))));
    for (int i = 0; i < 3; i++) {
      denying.metrics.count("a.count", 1, key, "x" + i, "status", "paid");
      denying.metrics.count("a.count", 1, Tags.of(key, "x" + i, "status", "paid"));
    }
    denying.drain();

    assertThat(denying.ids()).containsExactly("a.count{status=paid}");
    assertThat(denying.total("a.count{status=paid}")).isEqualTo(6);
    assertThat(denying.rejected(Rule.TAG_KEY_DENIED)).isEqualTo(6);
    assertThat(denying.droppedInAll()).isZero();
  }

  @Test
  void aKeyThatOnlyHoldsADeniedWordIsFine() {
    shown.metrics.count("a.count", 1, "token_type", "jwt");

    assertThat(shown.drain().ids()).containsExactly("a.count{token_type=jwt}");
  }

  @ParameterizedTest
  @CsvSource({
    "ann@example.com",
    "10.11.12.13",
    "2001:db8::1",
    "+41791234567",
    "4111 1111 1111 1111",
    "Bearer abcdefgh12345678",
    "sk_live_abcdefgh12345678"
  })
  void personalDataBecomesRedacted(String value) {
    shown.metrics.count("a.count", 1, "who", value);
    shown.metrics.count("a.count", 1, Tags.of("who", value));
    shown.metrics.histogram("a.size_bytes", 1, "who", value, "b", "2");
    shown.drain();

    assertThat(shown.ids())
        .containsExactly("a.count{who=redacted}", "a.size_bytes{b=2, who=redacted}");
    assertThat(shown.total("a.count{who=redacted}")).isEqualTo(2);
    assertThat(shown.rejected(Rule.TAG_VALUE_PII)).isEqualTo(3);
  }

  @Test
  void theSurplusOfTagsAndTextIsCutAndCounted() {
    Tags nine = Tags.empty();
    for (int i = 1; i <= 9; i++) {
      nine = nine.and("k" + i, "v");
    }
    String longest = "v".repeat(128);
    shown.metrics.count("a.count", 1, nine);
    shown.metrics.count("b.count", 1, "k", longest + "w");
    shown.metrics.count("c.count", 1, "k".repeat(41), "v");
    shown.drain();

    assertThat(shown.ids())
        .containsExactly(
            "a.count{k1=v, k2=v, k3=v, k4=v, k5=v, k6=v, k7=v, k8=v}",
            "b.count{k=" + longest + "}",
            "c.count{" + "k".repeat(40) + "=v}");
    assertThat(shown.rejected(Rule.TAG_COUNT)).isEqualTo(1);
    assertThat(shown.rejected(Rule.TAG_VALUE_LENGTH)).isEqualTo(1);
    assertThat(shown.rejected(Rule.TAG_KEY_LENGTH)).isEqualTo(1);
  }

  @Test
  void theSurplusOfTagsAndTextIsRefusedWhereThatIsConfigured() {
    ShownRecording refusing =
        new ShownRecording(
            new Wanted().guard(GuardLimits.standard().withMaxTags(2).refusingExcess()));
    refusing.metrics.count("a.count", 1, "a", "1", "b", "2", "c", "3");
    refusing.metrics.count("a.count", 1, "a", "v".repeat(129));
    refusing.metrics.count("a.count", 1, "k".repeat(41), "1");
    refusing.metrics.count("a.count", 1, "a", "1", "b", "2");
    refusing.drain();

    assertThat(refusing.ids()).containsExactly("a.count{a=1, b=2}");
    assertThat(refusing.dropped(Rule.TAG_COUNT)).isEqualTo(1);
    assertThat(refusing.dropped(Rule.TAG_VALUE_LENGTH)).isEqualTo(1);
    assertThat(refusing.dropped(Rule.TAG_KEY_LENGTH)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(chars = {'\u0000', '\n', '\u007f', '\ud800', '\udc00', '\u202e', '\u2066', '\u200f'})
  void controlCharactersAreReplacedAtTheDoor(char bad) {
    shown.metrics.count("a.count", 1, "k", "x" + bad + "y");
    shown.metrics.count("a.count", 1, Tags.of("k", "x" + bad + "y"));
    shown.drain();

    assertThat(shown.total("a.count{k=x\ufffdy}")).isEqualTo(2);
    assertThat(shown.rejected(Rule.TAG_VALUE_CONTROL)).isEqualTo(2);
  }

  @Test
  void aKeyAgainstTheRulesCostsTheTagOnly() {
    shown.metrics.count("a.count", 1, "Status", "paid", "channel", "web");
    shown.metrics.count("a.count", 1, "", "paid", "channel", "web");
    shown.drain();

    assertThat(shown.total("a.count{channel=web}")).isEqualTo(2);
    assertThat(shown.rejected(Rule.TAG_KEY_SYNTAX)).isEqualTo(2);
  }

  @Test
  void ofOneKeyWrittenTwiceTheLaterValueStays() {
    shown.metrics.count("a.count", 1, "k", "1", "k", "2");
    shown.metrics.count("a.count", 1, "k", "1", "k", "2");
    shown.metrics.count("a.count", 1, "k", "2");
    shown.drain();

    assertThat(shown.ids()).containsExactly("a.count{k=2}");
    assertThat(shown.total("a.count{k=2}")).isEqualTo(3);
  }

  @Test
  void aRejectedSeriesIsRememberedAndStillCountedEachTime() {
    for (int i = 0; i < 20_000; i++) {
      shown.metrics.count("Bad", 1, "k", Integer.toString(i % 10_000));
    }
    shown.drain();

    assertThat(shown.dropped(Rule.NAME_SYNTAX)).isEqualTo(20_000);
    assertThat(shown.ids()).isEmpty();
  }

  @Test
  void nobodyTakesTheNamesOfRecordingsOwnMetrics() {
    for (int i = 0; i < 20; i++) {
      shown.metrics.gauge("tallystick.dropped.count", 1, "reason", "name_syntax");
      shown.metrics.gauge("a.active", i, "k", Integer.toString(i));
      shown.metrics.count("a.count", 1, "k", Integer.toString(i));
    }
    for (int i = 0; i < 50; i++) {
      shown.metrics.count("Bad");
    }
    shown.drain();

    assertThat(shown.dropped(Rule.NAME_SYNTAX)).isEqualTo(50);
    assertThat(shown.dropped(Rule.KIND_CONFLICT)).isEqualTo(20);
    assertThat(shown.sum("a.count")).isEqualTo(20);
  }
}
