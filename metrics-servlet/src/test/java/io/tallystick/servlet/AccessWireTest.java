package io.tallystick.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.servlet.http.AccessRule;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask, and how often, as bytes over a socket. */
@ParameterizedClass
@EnumSource(Transport.class)
class AccessWireTest {
  private static final String BEARER = "Authorization: Bearer ";

  @Parameter Transport transport;

  private WireBed bed;

  private void start(UnaryOperator<EndpointSettings> change) {
    bed = WireBed.start(transport, change);
  }

  @AfterEach
  void stop() {
    bed.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example",
        "Host: 10.0.0.1",
        "Forwarded: for=192.0.2.1",
        "X-Forwarded-For: 127.0.0.1",
        "x-forwarded-host: localhost",
        "X-Forwarded-Anything: 1",
        "X-Forwarded: 1",
        "X-Real-IP: 127.0.0.1",
        "Via: 1.1 proxy"
      })
  void withoutARuleOnlyThisMachineMayAskAndNoProxyOnIt(String header) throws IOException {
    start(settings -> settings);

    for (String path : new String[] {"/metrics", "/admin/api-metrics/names"}) {
      Reply reply = bed.get(path, header);
      assertThat(reply.status()).as("%s", reply).isEqualTo(403);
      assertThat(bed.get(path).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Nothing: 1",
        BEARER + "swordfish",
        BEARER,
        "Authorization: Bearer",
        "Authorization: Basic " + WireBed.TOKEN,
        "Authorization: " + WireBed.TOKEN,
        "Authorization: Bearer" + WireBed.TOKEN,
        BEARER + WireBed.TOKEN + "0",
        BEARER + WireBed.TOKEN + "\r\n" + BEARER + WireBed.TOKEN,
        BEARER + "x\r\n" + BEARER + WireBed.TOKEN,
        "X-Forwarded-For: 127.0.0.1",
        "Cookie: token=" + WireBed.TOKEN
      })
  void whoSendsNoTokenOrAWrongOneIsToldHowToSayWhoItIs(String header) throws IOException {
    start(settings -> settings.access(AccessRule.token("ops", WireBed.TOKEN)));

    for (String path : new String[] {"/metrics", "/admin/api-metrics/names"}) {
      Reply reply = bed.get(path, header);
      if (!reply.isOurs()) { // a server that takes no header twice says so itself
        assertThat(reply.status()).as("%s", reply).isEqualTo(400);
        continue;
      }
      assertThat(reply.status()).as("%s", reply).isEqualTo(401);
      assertThat(reply.header("www-authenticate")).isEqualTo("Bearer realm=\"tallystick\"");
      WireBed.saysNothingInside(reply);
      assertThat(bed.get(path, BEARER + WireBed.TOKEN).status()).isEqualTo(200);
    }
  }

  @Test
  void aTokenInTheAddressIsNone() throws IOException {
    start(settings -> settings.access(AccessRule.token("ops", WireBed.TOKEN)));

    Reply reply = bed.get("/metrics?token=" + WireBed.TOKEN + "&access_token=" + WireBed.TOKEN);

    assertThat(reply.status()).isEqualTo(401);
    WireBed.saysNothingInside(reply);
  }

  @Test
  void whoIsKnownAndMayNotIsToldSo() throws IOException {
    start(settings -> settings.access(AccessRule.addresses("192.0.2.0/24")));

    Reply reply = bed.get("/metrics");

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.headers()).doesNotContainKey("www-authenticate");
  }

  @Test
  void onlyAListedProxyIsBelievedAndOnlyOfWhatItSaysLast() throws IOException {
    start(
        settings ->
            settings
                .access(AccessRule.addresses("192.0.2.0/24"))
                .rules(rules -> rules.proxies("127.0.0.1")));

    assertThat(bed.get("/metrics", "X-Forwarded-For: 192.0.2.7").status()).isEqualTo(200);
    assertThat(bed.get("/metrics", "X-Forwarded-For: 192.0.2.7, 203.0.113.9").status())
        .isEqualTo(403);
    assertThat(
            bed.get("/metrics", "X-Forwarded-For: 192.0.2.7", "X-Forwarded-For: 203.0.113.9")
                .status())
        .as("a proxy may add a header of its own behind the one that was sent")
        .isEqualTo(403);
    assertThat(bed.get("/metrics", "X-Forwarded-For: evil.example").status()).isEqualTo(403);
  }

  @Test
  void aRuleOfTheHostThatBreaksLetsNobodyIn() throws IOException {
    start(
        settings ->
            settings.access(
                AccessRule.when(
                    request -> {
                      throw new IllegalStateException(WireBed.TOKEN);
                    })));

    Reply reply = bed.get("/metrics");

    assertThat(reply.status()).isEqualTo(500);
    WireBed.saysNothingInside(reply);
  }

  @Test
  void whoAsksTooOftenIsToldWhenToAskAgain() throws IOException {
    start(settings -> settings.rules(rules -> rules.scrapesAMinute(3).callsAMinute(2)));

    for (int i = 0; i < 3; i++) {
      assertThat(bed.get("/metrics").status()).isEqualTo(200);
    }
    Reply scrape = bed.get("/metrics");
    assertThat(scrape.status()).isEqualTo(429);
    assertThat(Integer.parseInt(scrape.header("retry-after"))).isBetween(1, 20);
    assertThat(bed.get("/admin/api-metrics/health").status()).isEqualTo(200);
    assertThat(bed.get("/admin/api-metrics/health").status()).isEqualTo(200);
    Reply call = bed.get("/admin/api-metrics/health");
    assertThat(call.status()).isEqualTo(429);
    assertThat(call.header("content-type")).isEqualTo("application/problem+json");
  }

  @Test
  void whatIsSwitchedOffIsNotThere() throws IOException {
    start(settings -> settings.withoutMetrics());
    assertThat(bed.get("/metrics").status()).isEqualTo(404);
    assertThat(bed.get("/admin/api-metrics/health").status()).isEqualTo(200);
    bed.close();

    start(settings -> settings.withoutApi().metricsAt("/internal/metrics"));
    assertThat(bed.get("/metrics").status()).isEqualTo(404);
    assertThat(bed.get("/admin/api-metrics/health").status()).isEqualTo(404);
    assertThat(bed.get("/internal/metrics").status()).isEqualTo(200);
  }
}
