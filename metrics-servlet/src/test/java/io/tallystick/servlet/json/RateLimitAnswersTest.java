package io.tallystick.servlet.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.core.TimedRuntime;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API says of rate limits. */
class RateLimitAnswersTest {
  private final ApiRig rig =
      new ApiRig(TimedRuntime.at(ApiRig.START), settings -> settings.keyNames(hash -> named(hash)));

  @AfterEach
  void close() {
    rig.close();
  }

  private String named(String hash) {
    return hash.equals(name("one")) ? "Partner One" : null;
  }

  private String name(String id) {
    return rig.time.runtime().keyedHash().apply(id);
  }

  private void observe(String id, long limit, int times) {
    for (int i = 0; i < times; i++) {
      rig.time.runtime().rateLimits().observe(id, limit);
    }
  }

  @Test
  void keysComeWithTheFullestFirstAndASentenceEach() {
    observe("one", 100, 20);
    observe("two", 100, 82);
    rig.pass(Duration.ofSeconds(30));

    JsonNode keys = rig.ok("/rate-limits");

    assertThat(keys).hasSize(2);
    JsonNode two = keys.get(0);
    assertThat(two.get("key").asText()).isEqualTo(name("two"));
    assertThat(two.get("used").asLong()).isEqualTo(82);
    assertThat(two.get("limit").asLong()).isEqualTo(100);
    assertThat(two.get("utilisation_percent").asDouble()).isEqualTo(82);
    assertThat(two.get("last_minute_used").asLong()).isZero();
    assertThat(two.get("near_limit").isNull()).isTrue();
    assertThat(two.get("exhausted_in_seconds").asLong()).isEqualTo(7);
    assertThat(two.get("sentence").asText())
        .isEqualTo(
            name("two").substring(0, 8)
                + " used 82 of 100 requests this minute (82 %) and 0 in the one before; full in"
                + " 7 s at this pace.");
    assertThat(rig.ok("/rate-limits?limit=1")).hasSize(1);
  }

  @Test
  void keysThatAreNearAgainAndAgainSayInWhichHours() {
    for (int hour = 0; hour < 3; hour++) {
      observe("one", 100, 80 + 10 * hour);
      observe("two", 100, 79);
      rig.pass(Duration.ofMinutes(60));
    }

    JsonNode near = rig.ok("/rate-limits?near=true&sort=hours");

    assertThat(near).hasSize(1);
    assertThat(near.at("/0/near_limit/hours")).hasSize(3);
    assertThat(near.at("/0/near_limit/hours/0").asText()).isEqualTo(ApiRig.START);
    assertThat(near.at("/0/near_limit/trend").asText()).isEqualTo("rising");
    assertThat(near.at("/0/near_limit/percent_per_hour").asDouble()).isEqualTo(10);
    assertThat(near.at("/0/limit").isNull()).isTrue();
    assertThat(near.at("/0/sentence").asText())
        .isEqualTo(
            "Partner One is not used now; near its limit in 3 of the last 24 hours, rising.");
    assertThat(rig.ok("/rate-limits?near=true&share=79")).hasSize(2);
    assertThat(rig.ok("/rate-limits?near=true&hours=4")).isEmpty();
    assertThat(rig.ok("/rate-limits")).isEmpty();

    observe("two", 100, 50);
    JsonNode fullest = rig.ok("/rate-limits?near=true&share=79&limit=1");
    assertThat(fullest.at("/0/key").asText())
        .as("one, which is not used, comes behind")
        .isEqualTo(name("two"));
  }

  @Test
  void theHistoryOfAKeyIsToldByTheMinute() {
    observe("one", 100, 20);
    rig.pass(Duration.ofSeconds(70));
    observe("one", 100, 120);

    JsonNode history = rig.ok("/rate-limits/" + name("one") + "/history?period=1h");

    assertThat(history.get("granularity").asText()).isEqualTo("1m");
    assertThat(history.get("points")).hasSize(2);
    JsonNode last = history.at("/points/1");
    assertThat(last.get("start").asText()).isEqualTo("2026-03-01T10:01:00Z");
    assertThat(last.get("used").asLong()).isEqualTo(120);
    assertThat(last.get("utilisation_percent").asDouble()).isEqualTo(120);
    assertThat(rig.ok("/rate-limits/nobody/history").get("points")).isEmpty();
    assertThat(rig.ok("/rate-limits/nobody/history?period=24h").get("granularity").asText())
        .isEqualTo("1m");
    assertThat(rig.ok("/rate-limits/nobody/history?period=7d").get("granularity").asText())
        .isEqualTo("5m");
  }

  @ParameterizedTest
  @CsvSource({
    "/rate-limits?limit=0, limit",
    "/rate-limits?limit=1001, limit",
    "/rate-limits?sort=name, sort",
    "/rate-limits?near=yes, near",
    "/rate-limits?hours=25, hours",
    "/rate-limits?share=101, share",
    "/rate-limits/a/history?period=2h, period",
    "/rate-limits/a/history?from=2026-03-01T10:00:00Z, to"
  })
  void whatCannotBeAskedForIsRefusedByName(String path, String parameter) {
    assertThat(rig.problem(400, path).toString()).contains(parameter);
  }
}
