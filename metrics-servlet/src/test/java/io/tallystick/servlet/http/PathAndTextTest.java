package io.tallystick.servlet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathAndTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"/", "/a", "/a/b.c/~d_-", "/a//b", "/a/", "/..a", "/a..", "/..."})
  void plainPathsArePlain(String path) {
    assertThat(PlainPath.isPlain(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a/b",
        "/.",
        "/..",
        "/a/..",
        "/a/../b",
        "/./a",
        "/a/.",
        "/%2e",
        "/a;b",
        "/a\\b",
        "/\u0000",
        "/a b",
        "/\u00e4",
        "/a?b",
        "*",
        "/a\u0660"
      })
  void othersAreNot(String path) {
    assertThat(PlainPath.isPlain(path)).isFalse();
  }

  @Test
  void aPathOfManyPartsTakesNoStack() {
    assertThat(PlainPath.isPlain("/".repeat(1_000_000))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/tables/{name}, /tables/orders, orders",
    "/tables/{name}, /tables/, ''",
    "/tables/{name}, /tables/a.b, a.b"
  })
  void aPathGivesWhatStandsForAName(String path, String given, String name) {
    assertThat(Endpoint.read(path, Set.of(), call -> Answer.empty(200)).match(given))
        .containsEntry("name", name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/tables", "/tables/a/b", "/Tables/a", "//tables/a", "/tables//a", ""})
  void anotherPathIsAnother(String given) {
    assertThat(Endpoint.read("/tables/{name}", Set.of(), call -> Answer.empty(200)).match(given))
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({"a+b, 'a b'", "%C3%A4, ä", "%e2%82%ac, €", "%F0%9F%98%80, 😀", "'', ''", "a=b, a=b"})
  void textIsReadByItsBytes(String encoded, String text) {
    assertThat(PercentText.decoded(encoded)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%",
        "%2",
        "%zz",
        "%+f",
        "%-1",
        "%u0041",
        "%ff",
        "%c0%ae",
        "%ed%a0%80",
        "%f8%88%80%80%80",
        "%e2%82",
        "ä",
        " ",
        "\n",
        "%٣٣"
      })
  void whatIsNoTextIsNone(String encoded) {
    assertThat(PercentText.decoded(encoded)).isNull();
  }

  @Test
  void rulesSayWhatTheyCannotTake() {
    EndpointRules rules = EndpointRules.closed();

    assertThat(rules.patience()).isEqualTo(Duration.ofSeconds(10));
    assertThatThrownBy(() -> rules.patience(Duration.ZERO)).hasMessageContaining("PT0S");
    assertThatThrownBy(() -> rules.patience(Duration.ofMinutes(2))).hasMessageContaining("PT2M");
    assertThatThrownBy(() -> rules.scrapesAMinute(0)).hasMessageContaining("scrapesAMinute is 0");
    assertThatThrownBy(() -> rules.callsAMinute(1_000_001)).hasMessageContaining("1,000,000");
    assertThatThrownBy(() -> rules.proxies("proxy.example")).hasMessageContaining("in numbers");
  }

  @Test
  void changesHaveTheirOwnRule() {
    AccessRule nobody = AccessRule.anyOf();
    EndpointRules rules = EndpointRules.closed().changing(nobody).scraping(AccessRule.everybody());

    assertThat(rules.access(Endpoint.Kind.CHANGE)).isSameAs(nobody);
    assertThat(rules.access(Endpoint.Kind.READ).toString()).isEqualTo("loopback");
    assertThat(rules.access(Endpoint.Kind.SCRAPE).toString()).isEqualTo("everybody");
  }
}
