package io.tallystick.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.spi.Note;
import io.tallystick.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that dashboards, rules and documents ask is asked of a Prometheus that scrapes the
 * shop, in which all has happened that happens there.
 */
class QueriesOnShopTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** Of this machine too, but not where the shop listens when nobody says where. */
  private static final String HOST = "127.0.0.2";

  /** More than any key may make in a minute that goes on, wherever it ends meanwhile. */
  private static final int MORE_THAN_A_LIMIT = 2 * ApiKey.RENDER_FARM.limitPerMinute() + 5;

  /** What does not happen within the first minute of a shop that is well. */
  private static final Set<String> ABSENT =
      Set.of(
          "tallystick_dropped_total", // nothing is lost
          "tallystick_series_overflow_total", // no metric has too many series
          "tallystick_flush_error_total", // the store takes all
          "tallystick_store_forecast_bytes", // a store without a past has no future
          "tallystick_alert_fired_total", // rules need a minute and more
          "tallystick_alert_delivery_total", // and so have nothing to tell
          "tallystick_rollup_duration_seconds_bucket"); // minutes are folded after they are over

  @TempDir static Path directory;

  private static Shop shop;
  private static ScrapingPrometheus prometheus;
  private static List<Asked> everything = List.of();

  @BeforeAll
  static void letEverythingHappenAndBeScraped() throws Exception {
    Promtool.requireInstalled("prometheus");
    everything = Asked.everything();
    Path token = Files.writeString(directory.resolve("scrape-token"), "0123456789abcdef\n");
    withoutPast(directory.resolve("metrics.db"));
    shop =
        Shop.open(
            Arguments.of(
                "--no-load",
                "--host",
                HOST,
                "--port",
                "0",
                "--data",
                "" + directory,
                "--token-file",
                "" + token),
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    prometheus = ScrapingPrometheus.start(directory, shop.address(), token);
    letHappen();
    Set<String> wanted = selectors();
    prometheus.await(() -> hasAll(wanted));
    letHappen(); // a rate needs something that comes between two scrapes
    Set<String> shown =
        everything.stream()
            .filter(QueriesOnShopTest::hasToShow)
            .map(Asked::expression)
            .collect(Collectors.toSet());
    prometheus.await(() -> shown.stream().allMatch(QueriesOnShopTest::hasANumber));
  }

  @AfterAll
  static void close() {
    if (prometheus != null) {
      prometheus.close();
    }
    if (shop != null) {
      shop.close();
    }
  }

  /** Thirteen months would take longer than all else, and Prometheus does not see them. */
  private static void withoutPast(Path file) {
    try (SqliteStore store = SqliteStore.open(file)) {
      store.control().putNote(new Note(Past.NOTE, 1, Instant.now() + Past.DONE), 0);
    }
  }

  private static void letHappen() throws IOException, InterruptedException {
    List<Happening> scenes = new ArrayList<>(PeopleScenes.all());
    scenes.addAll(EngineScenes.all());
    for (Happening scene : scenes) {
      scene.live().happen(1_000_000);
    }
    String key = ApiKey.MOBILE_APP.secret();
    for (String path : List.of("api/orders", "api/orders/17", "api/orders/17", "api/orders/x")) {
      send("GET", path, key);
    }
    for (String path :
        List.of(
            "api/orders?item=tea&cents=450",
            "api/login?name=ann&password=open+sesame",
            "api/login?name=ann&password=guess",
            "api/payments?order=" + PaymentsServlet.NEVER_PAID)) {
      send("POST", path, key);
    }
    send("GET", "api/orders", LoadGenerator.STRANGE_KEY);
    send("GET", "api/orders", "");
    for (int i = 0; i < MORE_THAN_A_LIMIT; i++) {
      send("GET", "api/orders", ApiKey.RENDER_FARM.secret());
    }
    send("GET", "admin/api-metrics/summary", "");
    System.gc();
  }

  private static void send(String method, String path, String key)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(shop.address().resolve(path))
            .method(method, BodyPublishers.noBody());
    if (!key.isEmpty()) {
      request.header(ApiKeys.HEADER, key);
    }
    CLIENT.send(request.build(), BodyHandlers.discarding());
  }

  private static boolean hasANumber(String expression) {
    return prometheus.find(expression).map(QueriesOnShopTest::hasANumber).orElse(false);
  }

  private static boolean hasAll(Set<String> expressions) {
    return expressions.stream().allMatch(prometheus::has);
  }

  private static boolean isAbsent(String metric) {
    return ABSENT.contains(metric);
  }

  private static Set<String> selectors() {
    return everything.stream()
        .flatMap(asked -> PromQuery.of(asked.expression()).selectors().stream())
        .filter(selector -> !isAbsent(selector.metric()))
        .map(PromQuery.Selector::text)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Alerts show something when all is not well, and nothing was an hour ago. */
  private static boolean hasToShow(Asked asked) {
    return !asked.where().startsWith("alert-rules.yml")
        && !asked.where().startsWith("operations.md")
        && !asked.expression().contains("offset")
        && PromQuery.of(asked.expression()).selectors().stream()
            .noneMatch(selector -> isAbsent(selector.metric()));
  }

  @Test
  void everySelectorMatchesASeriesOfTheShop() {
    assertThat(selectors()).hasSizeGreaterThan(100).allMatch(prometheus::has);
  }

  @Test
  void whatIsExpectedToBeAbsentIsAskedFor() {
    Set<String> asked =
        everything.stream()
            .flatMap(each -> PromQuery.of(each.expression()).selectors().stream())
            .map(PromQuery.Selector::metric)
            .collect(Collectors.toSet());

    assertThat(asked).containsAll(ABSENT);
  }

  @Test
  void everyExpressionIsAnsweredAndEveryPanelShowsSomethingWithTheLabelsOfItsLegend()
      throws Exception {
    List<String> empty = new ArrayList<>();
    for (Asked asked : everything) {
      JsonNode result = prometheus.result(asked.expression());
      if (result.isEmpty() && hasToShow(asked)) {
        empty.add(asked.where() + ": " + asked.expression());
      }
      if (!result.isEmpty() && hasToShow(asked) && !hasANumber(result)) {
        empty.add(asked.where() + ", no finite number: " + asked.expression());
      }
      for (JsonNode series : result) {
        assertThat(asked.shown())
            .as(asked.where() + " " + series)
            .allMatch(label -> series.path("metric").has(label));
      }
    }

    assertThat(empty).isEmpty();
  }

  private static boolean hasANumber(JsonNode result) {
    for (JsonNode series : result) {
      if (Double.isFinite(Double.parseDouble(number(series)))) {
        return true;
      }
    }
    return false;
  }

  /** Prometheus writes +Inf where Java writes Infinity. */
  private static String number(JsonNode series) {
    return series.at("/value/1").asText("NaN").replace("Inf", "Infinity");
  }

  @Test
  void theShopListensWhereItIsToldToAndNowhereElse() {
    assertThat(shop.address().getHost()).isEqualTo(HOST);
    assertThatThrownBy(() -> new Socket("127.0.0.1", shop.address().getPort()).close())
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void whoComesFromElsewhereNeedsTheToken() throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(shop.address().resolve("metrics"))
            .header("X-Forwarded-For", "192.0.2.7"); // so that it is not this machine's own

    assertThat(CLIENT.send(request.build(), BodyHandlers.discarding()).statusCode()).isEqualTo(401);
    request.header("Authorization", "Bearer 0123456789abcdef");
    assertThat(CLIENT.send(request.build(), BodyHandlers.discarding()).statusCode()).isEqualTo(200);
  }

  @Test
  void aMetricThatTheShopDoesNotHaveWouldBeNoticed() {
    assertThat(prometheus.has("http_requests_total{endpoint=\"/nowhere\",}")).isFalse();
    assertThat(prometheus.has("http_requests_total{endpoint=\"/api/orders\",}")).isTrue();
  }
}
