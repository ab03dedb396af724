package io.tallystick.servlet.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.Tags;
import io.tallystick.core.TimedRuntime;
import io.tallystick.core.testing.ForwardingBackend;
import io.tallystick.servlet.http.Answer;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Notes, how all is, and what happens when the store is away. */
class NotesAndStatusTest {
  private final AtomicBoolean isAway = new AtomicBoolean();

  private final ApiRig rig =
      new ApiRig(
          new TimedRuntime(
              Instant.parse(ApiRig.START), builder -> builder, store -> leaving(store)),
          settings -> settings);

  /** A store whose doors throw while it is away. */
  private StorageBackend leaving(StorageBackend store) {
    BucketStore buckets = leaving(BucketStore.class, store.buckets());
    ControlStore control = leaving(ControlStore.class, store.control());
    return new ForwardingBackend(store) {
      @Override
      public BucketStore buckets() {
        return buckets;
      }

      @Override
      public ControlStore control() {
        return control;
      }
    };
  }

  private <T> T leaving(Class<T> type, T door) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (isAway.get()) {
                throw StorageException.temporary("It is away.", null);
              }
              try {
                return method.invoke(door, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            }));
  }

  @AfterEach
  void close() {
    isAway.set(false);
    rig.close();
  }

  @Test
  void aNoteIsListedAtOnceAndStaysWhenItIsStored() {
    Answer made =
        rig.post(
            "/annotations",
            "{\"text\":\"Release <4.2>\",\"from\":\"2026-03-01T09:00:00Z\","
                + "\"to\":\"2026-03-01T09:30:00Z\",\"tags\":{\"service\":\"api\"}}");
    assertThat(made.status()).isEqualTo(201);
    JsonNode note = ApiRig.json(ApiRig.text(made));

    assertThat(note.get("text").asText()).isEqualTo("Release <4.2>");
    assertThat(ApiRig.text(made)).doesNotContain("<");
    assertThat(rig.ok("/annotations").get(0)).isEqualTo(note);
    rig.pass(Duration.ofSeconds(20));
    assertThat(rig.ok("/annotations")).hasSize(1).containsExactly(note);
    assertThat(rig.ok("/annotations?to=2026-03-01T09:00:00Z")).isEmpty();
    assertThat(rig.ok("/annotations?from=2026-03-01T09:00:00Z&to=2026-03-01T09:00:01Z")).hasSize(1);
  }

  @Test
  void aNoteWithoutATimeIsOfNow() {
    JsonNode note = ApiRig.json(ApiRig.text(rig.post("/annotations", "{\"text\":\"now\"}")));

    assertThat(note.get("from").asText()).isEqualTo(ApiRig.START);
    assertThat(note.get("to").asText()).isEqualTo(ApiRig.START);
    assertThat(note.get("tags")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"text\":1}",
        "{\"text\":\"\"}",
        "{\"text\":\"a\",\"text\":\"b\"}",
        "{\"text\":\"a\",\"more\":1}",
        "{\"text\":\"a\"} {}",
        "{\"text\":\"a\",\"from\":\"yesterday\"}",
        "{\"text\":\"a\",\"from\":\"+999999999-01-01T00:00:00Z\"}",
        "{\"text\":\"a\",\"to\":\"2026-03-01T09:00:00Z\"}",
        "{\"text\":\"a\",\"from\":\"2026-03-01T09:00:00Z\",\"to\":\"2026-03-01T08:00:00Z\"}",
        "{\"text\":\"a\",\"tags\":{\"a\":{\"b\":\"c\"}}}",
        "{\"text\":\"a\",\"tags\":[[[[[[[[[]]]]]]]]]}"
      })
  void whatIsNoNoteIsRefused(String body) {
    Answer answer = rig.post("/annotations", body);

    assertThat(answer.status()).as(ApiRig.text(answer)).isEqualTo(400);
    assertThat(ApiRig.json(ApiRig.text(answer)).get("title").asText()).isEqualTo("Bad annotation");
  }

  @Test
  void aLoneHalfOfACharacterKeepsNoNoteFromBeingShown() {
    assertThat(rig.post("/annotations", "{\"text\":\"a\\ud800b\"}").status()).isEqualTo(201);
    assertThat(rig.ok("/annotations").get(0).get("text").asText()).isEqualTo("a\ufffdb");
  }

  @Test
  void theStatusTellsWhatTheHealthPageShows() {
    rig.metrics().count("shop.orders.count", 1, Tags.of("status", "paid"));
    rig.metrics().count("shop.orders.count", -1, Tags.of("status", "paid"));
    rig.metrics().count("BAD", 1);
    rig.pass(Duration.ofMinutes(10));
    rig.ok("/summary");
    rig.ok("/summary");
    rig.pass(Duration.ofSeconds(10));

    JsonNode status = rig.ok("/status");

    assertThat(status.get("source").asText()).isEqualTo("service:api");
    assertThat(status.get("now").asText()).isEqualTo("2026-03-01T10:10:10Z");
    assertThat(status.get("uptime_seconds").asLong()).isEqualTo(610);
    assertThat(status.at("/store/away").asBoolean()).isFalse();
    assertThat(status.at("/store/last_confirmed").asText()).isEqualTo("2026-03-01T10:10:10Z");
    assertThat(status.at("/store/flushed_rows").asLong()).isPositive();
    assertThat(status.at("/janitor/holder").asBoolean()).isTrue();
    assertThat(status.at("/series/active").asInt()).isPositive();
    assertThat(status.at("/series/limit").asInt()).isEqualTo(50_000);
    assertThat(status.at("/series/limit_of_metric").asInt()).isEqualTo(1_000);
    assertThat(status.at("/series/largest").size()).isPositive();
    assertThat(status.at("/memory/cells/used_bytes").asLong()).isPositive();
    assertThat(status.at("/memory/histograms/given_bytes").asLong()).isPositive();
    assertThat(status.at("/memory/backlog/given_bytes").asLong()).isPositive();
    assertThat(status.at("/dropped/value_negative").asLong()).isEqualTo(1);
    assertThat(status.get("guards").size()).isEqualTo(1);
    assertThat(status.at("/retention_seconds/1m").asLong()).isEqualTo(86_400);
    assertThat(status.at("/retention_seconds").has("1d")).isFalse();
    assertThat(status.at("/queries/cache_hits").asLong()).isEqualTo(1);
    assertThat(status.at("/queries/cache_misses").asLong()).isEqualTo(1);
    assertThat(status.at("/queries/cache_hit_ratio").asDouble()).isEqualTo(0.5);
    assertThat(status.get("instances").toString()).isEqualTo("[\"service:api\"]");
  }

  @Test
  void theStatusTellsHowTheStoreIsAndWhoWritesToIt() {
    rig.metrics().count("shop.orders.count", 1, Tags.of("status", "paid"));
    rig.pass(Duration.ofMinutes(10));

    JsonNode young = rig.ok("/status");

    assertThat(young.get("well").asBoolean()).isTrue();
    assertThat(young.get("troubles")).isEmpty();
    assertThat(young.at("/store/flush_lag_ms").asLong(-1)).isZero();
    assertThat(young.at("/store/size_bytes").asLong()).isPositive();
    assertThat(young.at("/store/max_bytes").isNull()).isTrue();
    assertThat(young.at("/store/growth_bytes_per_day").isNull()).isTrue();
    assertThat(young.at("/store/forecast_bytes").isNull()).isTrue();
    assertThat(young.at("/store/full_at").isNull()).isTrue();
    assertThat(young.at("/store/checked_at").asText()).startsWith("2026-03-01T10:0");
    assertThat(young.at("/store/check_failing").asBoolean()).isFalse();
    assertThat(young.get("writers")).hasSize(1);
    assertThat(young.at("/writers/0/writer").asText()).matches("[0-9a-f]{32}");
    assertThat(young.at("/writers/0/source").asText()).isEqualTo("service:api");
    assertThat(young.at("/writers/0/last_seen").asText()).startsWith("2026-03-01T10:0");
    assertThat(young.at("/history/1m/oldest").asText()).isEqualTo("2026-03-01T10:00:00Z");
    assertThat(young.get("derived")).isEmpty();
    rig.pass(Duration.ofHours(7));
    JsonNode grown = rig.ok("/status");
    assertThat(grown.at("/store/growth_bytes_per_day").asLong()).isPositive();
    assertThat(grown.at("/store/forecast_bytes").asLong())
        .isGreaterThan(grown.at("/store/size_bytes").asLong());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/summary",
        "/endpoints",
        "/keys",
        "/heatmap",
        "/top-consumers",
        "/series?metric=shop.orders.count",
        "/aggregate?metric=shop.orders.count",
        "/breakdown?metric=shop.orders.count&group_by=status",
        "/names",
        "/user-metrics?tenant=acme",
        "/tags?metric=shop.orders.count",
        "/gauges/latest?metric=shop.carts.active"
      })
  void aStoreThatIsAwayIsNoFaultOfWhoAsks(String path) {
    rig.requests("/items", "0123456789abcdef0123456789abcdef", "2xx", 1, 1);
    rig.pass(Duration.ofMinutes(1));
    isAway.set(true);

    Answer answer = rig.get(path);

    assertThat(answer.status()).as(ApiRig.text(answer)).isEqualTo(503);
    assertThat(answer.headers()).containsKey("Retry-After");
  }

  @Test
  void aNoteThatIsNotKeptNamesEachReason() {
    rig.time.runtime().close();

    Answer answer = rig.post("/annotations", "{\"text\": \"Release 4.2\"}");

    assertThat(answer.status()).as(ApiRig.text(answer)).isEqualTo(503);
    assertThat(ApiRig.text(answer)).contains("closed");
  }

  @Test
  void requestsThatWereCountedWithoutRoutesAreNoFaultOfWhoAsks() {
    rig.metrics().count("http.request.count", 1);
    rig.pass(Duration.ofMinutes(1));

    assertThat(rig.problem(503, "/endpoints").get("detail").asText()).contains("route_id");
  }

  @Test
  void healthAndStatusAreThereWithoutTheStore() {
    rig.pass(Duration.ofMinutes(1));
    isAway.set(true);
    rig.metrics().count("shop.orders.count", 1);
    rig.pass(Duration.ofMinutes(2));

    assertThat(rig.ok("/health").toString()).isEqualTo("{\"status\":\"up\"}");
    JsonNode status = rig.ok("/status");
    assertThat(status.at("/store/away").asBoolean()).isTrue();
    assertThat(status.at("/store/waiting_buckets").asInt()).isPositive();
    assertThat(status.at("/store/failures_in_a_row").asInt()).isPositive();
    assertThat(status.at("/janitor/failing").asBoolean()).isTrue();
    assertThat(status.at("/store/flush_lag_ms").asLong()).isPositive();
    assertThat(status.at("/store/check_failing").asBoolean()).isTrue();
    assertThat(status.get("well").asBoolean()).isFalse();
    assertThat(status.at("/troubles/0").asText())
        .startsWith("The store has been away since 2026-03-01T10:01:10Z: ");
    assertThat(status.toString()).doesNotContain("It is away.");
    assertThat(status.get("instances").isNull()).isTrue();
  }

  @Test
  void aKeyShowsHowMuchOfItsLimitItUsedLast() {
    String client = rig.time.runtime().keyedHash().apply("partner");
    rig.requests("/items", client, "2xx", 10, 1);
    for (int i = 0; i < 49; i++) {
      rig.time.runtime().rateLimits().observe("partner", 200);
    }
    rig.pass(Duration.ofSeconds(70));
    rig.time.runtime().rateLimits().observe("partner", 200);

    assertThat(rig.ok("/keys").get(0).get("utilisation_percent").asDouble()).isEqualTo(24.5);
  }
}
