package io.tallystick.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamingRuleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders.count",
        "a.b",
        "a_1.2",
        "http.request.duration_ms",
        "a.b.c.d.e",
        "a._",
        "x9.9"
      })
  void namesOfTwoOrMorePartsAreNames(String name) {
    assertThat(NamingRule.checkName(name)).isEqualTo(Decision.accepted());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "orders",
        "Orders.count",
        "orders..count",
        ".orders.count",
        "orders.count.",
        "9a.b",
        "_a.b",
        "a-b.c",
        "a b.c",
        "a.b\n",
        "a.B",
        "ä.b",
        "a.b\u0000",
        "a/b.c",
        "a.ı"
      })
  void whatHasAnotherFormIsNoName(String name) {
    assertThat(NamingRule.checkName(name).rule()).isEqualTo(Rule.NAME_SYNTAX);
  }

  @Test
  void aNameMayHave120CharactersAndNoMore() {
    String longest = "a." + "b".repeat(118);

    assertThat(NamingRule.checkName(longest).isAccepted()).isTrue();
    assertThat(NamingRule.checkName(longest + "b").rule()).isEqualTo(Rule.NAME_LENGTH);
  }

  @Test
  void nullIsRefusedAndNothingThrows() {
    assertThat(NamingRule.checkName(null).rule()).isEqualTo(Rule.NAME_MISSING);
    assertThat(NamingRule.checkTagKey(null).rule()).isEqualTo(Rule.TAG_MISSING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "status", "route_id", "k8s_pod", "a_"})
  void keysOfOnePartAreTagKeys(String key) {
    assertThat(NamingRule.checkTagKey(key).isAccepted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Status", "a.b", "1a", "_a", "a-b", "é", "a\t"})
  void whatHasAnotherFormIsNoTagKey(String key) {
    assertThat(NamingRule.checkTagKey(key).rule()).isEqualTo(Rule.TAG_KEY_SYNTAX);
  }

  @Test
  void aTagKeyMayHave40CharactersAndNoMore() {
    assertThat(NamingRule.checkTagKey("k".repeat(40)).isAccepted()).isTrue();
    assertThat(NamingRule.checkTagKey("k".repeat(41)).rule()).isEqualTo(Rule.TAG_KEY_LENGTH);
  }

  @Test
  void theReasonNamesTheValueTheRuleAndWhatToDo() {
    assertThat(NamingRule.checkName("Orders").reason())
        .isEqualTo(
            "The metric name \"Orders\" is not made of two or more parts of a-z, 0-9 and _ joined by"
                + " dots, starting with a letter: write it like orders.count.");
    assertThat(NamingRule.checkTagKey("k".repeat(41)).reason())
        .contains("has 41 characters, at most 40 are allowed: shorten it.");
  }

  @Test
  void theReasonOfAHostileNameIsShortCleanAndWithoutPersonalData() {
    String reason = NamingRule.checkName("x\u0000\u202E" + "y".repeat(1_000_000)).reason();

    assertThat(reason).hasSizeLessThan(300).contains("\uFFFD\uFFFD").doesNotContain("\u0000");
    assertThat(NamingRule.checkName("jane.doe@mail.example").reason())
        .contains("redacted")
        .doesNotContain("jane");
  }
}
