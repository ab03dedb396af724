package io.tallystick.servlet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRuleTest {
  private static final String TOKEN = "0123456789abcdef";

  private static Verdict.Kind check(AccessRule rule, FakeRequest request, String... proxies) {
    List<IpRange> ranges = List.of(proxies).stream().map(IpRange::parse).toList();
    return rule.check(Caller.of(request, ranges)).kind();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:8080", "127.0.0.1:80", "[::1]:8080", "LOCALHOST"})
  void whoAsksFromThisMachineByItsOwnNameMay(String host) {
    FakeRequest request = FakeRequest.to("/metrics").header("Host", host);

    assertThat(check(AccessRule.loopback(), request)).isEqualTo(Verdict.Kind.ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics.example.com", "127.0.0.1.example.com", "10.0.0.1", "[::2]", ""})
  void aNameFromElsewhereThatLeadsHereMayNot(String host) {
    FakeRequest request = FakeRequest.to("/metrics").header("Host", host);

    assertThat(check(AccessRule.loopback(), request)).isEqualTo(Verdict.Kind.REFUSED);
    assertThat(check(AccessRule.loopback(), request.without("Host")))
        .isEqualTo(Verdict.Kind.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"})
  void whatAProxyOnThisMachineForwardsMayNot(String header) {
    FakeRequest request = FakeRequest.to("/metrics").header(header, "127.0.0.1");

    assertThat(check(AccessRule.loopback(), request)).isEqualTo(Verdict.Kind.REFUSED);
  }

  @Test
  void whoAsksFromElsewhereMayNot() {
    FakeRequest request = FakeRequest.to("/metrics").from("192.0.2.7");

    assertThat(check(AccessRule.loopback(), request)).isEqualTo(Verdict.Kind.REFUSED);
  }

  @Test
  void aTokenLetsInWhoeverSendsIt() {
    AccessRule rule = AccessRule.token("prometheus", TOKEN);
    FakeRequest request = FakeRequest.to("/metrics").from("192.0.2.7");

    assertThat(check(rule, request)).isEqualTo(Verdict.Kind.UNKNOWN);
    assertThat(check(rule, request.header("Authorization", "Bearer " + TOKEN)))
        .isEqualTo(Verdict.Kind.ALLOWED);
    assertThat(check(rule, request.header("Authorization", "bearer " + TOKEN)))
        .isEqualTo(Verdict.Kind.ALLOWED);
    assertThat(check(rule, request.header("Authorization", "Bearer " + TOKEN + "0")))
        .isEqualTo(Verdict.Kind.UNKNOWN);
    assertThat(check(rule, request.header("Authorization", "Basic " + TOKEN)))
        .isEqualTo(Verdict.Kind.UNKNOWN);
  }

  @Test
  void aTokenThatCanBeGuessedIsRefusedWhereItIsConfigured() {
    assertThatThrownBy(() -> AccessRule.token("prometheus", "secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 16")
        .hasMessageNotContaining("secret");
  }

  @Test
  void noRuleShowsItsToken() {
    AccessRule rule =
        AccessRule.anyOf(AccessRule.token("prometheus", TOKEN), AccessRule.role("admin"));

    assertThat(rule.toString()).contains("prometheus").doesNotContain(TOKEN);
  }

  @Test
  void aRoleTellsWhoMayFromWhoIsKnownAndMayNot() {
    AccessRule rule = AccessRule.role("admin");

    assertThat(check(rule, FakeRequest.to("/"))).isEqualTo(Verdict.Kind.UNKNOWN);
    assertThat(check(rule, FakeRequest.to("/").as("ann", "admin"))).isEqualTo(Verdict.Kind.ALLOWED);
    assertThat(check(rule, FakeRequest.to("/").as("bob", "user"))).isEqualTo(Verdict.Kind.REFUSED);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.3.4, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.128/25, 192.0.2.129, true",
    "2001:db8::/32, 2001:db8:1::1, true",
    "2001:db8::/32, 2001:db9::1, false",
    "10.0.0.0/8, ::ffff:10.1.2.3, true",
    "0.0.0.0/0, ::1, false",
    "fe80::/10, fe80::1%eth0, true"
  })
  void addressesAreComparedByTheirBits(String range, String address, boolean isAllowed) {
    assertThat(
            check(AccessRule.addresses(range), FakeRequest.to("/").from(address))
                == Verdict.Kind.ALLOWED)
        .isEqualTo(isAllowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.com", "10.0.0.0/33", "10.0.0", "dead", "1", "", "10.0.0.0/x"})
  void whatIsNoAddressInNumbersIsRefusedWhereItIsConfigured(String range) {
    assertThatThrownBy(() -> AccessRule.addresses(range))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("in numbers");
  }

  @Test
  void onlyOurOwnProxiesAreBelievedWhereARequestComesFrom() {
    AccessRule rule = AccessRule.addresses("192.0.2.0/24");
    FakeRequest request =
        FakeRequest.to("/").from("10.0.0.1").header("X-Forwarded-For", "192.0.2.7, 10.0.0.2");

    assertThat(check(rule, request)).isEqualTo(Verdict.Kind.REFUSED);
    assertThat(check(rule, request, "10.0.0.0/8")).isEqualTo(Verdict.Kind.ALLOWED);
    assertThat(check(rule, request, "10.0.0.1")).isEqualTo(Verdict.Kind.REFUSED);
    assertThat(
            check(rule, request.header("X-Forwarded-For", "192.0.2.7, 203.0.113.9"), "10.0.0.0/8"))
        .as("who is nearest to our proxy counts, whatever stands before")
        .isEqualTo(Verdict.Kind.REFUSED);
  }

  @Test
  void ofSeveralRulesOneIsEnoughAndWhoCouldSayMoreIsAsked() {
    AccessRule rule =
        AccessRule.anyOf(AccessRule.addresses("10.0.0.0/8"), AccessRule.token("ops", TOKEN));

    assertThat(check(rule, FakeRequest.to("/").from("10.1.1.1"))).isEqualTo(Verdict.Kind.ALLOWED);
    assertThat(check(rule, FakeRequest.to("/").from("11.1.1.1"))).isEqualTo(Verdict.Kind.UNKNOWN);
    assertThat(check(AccessRule.anyOf(), FakeRequest.to("/"))).isEqualTo(Verdict.Kind.REFUSED);
  }

  @Test
  void bothRulesMustAllowWhereBothAreAskedFor() {
    AccessRule rule = AccessRule.addresses("10.0.0.0/8").and(AccessRule.token("ops", TOKEN));
    FakeRequest request = FakeRequest.to("/").from("10.1.1.1");

    assertThat(check(rule, request)).isEqualTo(Verdict.Kind.UNKNOWN);
    assertThat(check(rule, request.header("Authorization", "Bearer " + TOKEN)))
        .isEqualTo(Verdict.Kind.ALLOWED);
    assertThat(check(rule, request.from("11.1.1.1"))).isEqualTo(Verdict.Kind.REFUSED);
  }

  @Test
  void whoeverTwoRulesAllowIsCalledByMoreThanAnAddress() {
    AccessRule address = AccessRule.addresses("10.0.0.0/8");
    AccessRule token = AccessRule.token("ops", TOKEN);
    Caller caller =
        Caller.of(
            FakeRequest.to("/").from("10.1.1.1").header("Authorization", "Bearer " + TOKEN),
            List.of());

    assertThat(address.and(token).check(caller).principal()).isEqualTo("ops");
    assertThat(token.and(address).check(caller).principal()).isEqualTo("ops");
  }

  @Test
  void theHostsOwnRuleDecidesByItself() {
    AccessRule rule = AccessRule.when(request -> "yes".equals(request.header("X-Inside")));

    assertThat(check(rule, FakeRequest.to("/"))).isEqualTo(Verdict.Kind.REFUSED);
    assertThat(check(rule, FakeRequest.to("/").header("X-Inside", "yes")))
        .isEqualTo(Verdict.Kind.ALLOWED);
  }
}
