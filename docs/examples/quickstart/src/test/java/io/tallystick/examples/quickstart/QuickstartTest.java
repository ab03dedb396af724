package io.tallystick.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tallystick.core.alert.Backtest;
import io.tallystick.core.query.Period;
import io.tallystick.core.query.Question;
import io.tallystick.core.query.TimeSeries;
import io.tallystick.spi.TimeRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shop, which was started, stopped and started again. */
class QuickstartTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String AGGREGATE = "admin/api-metrics/aggregate?period=24h&metric=";

  @TempDir static Path directory;

  private static String printedAtFirst = "";
  private static String printedAgain = "";
  private static double requestsAtFirst;
  private static Shop shop;

  @BeforeAll
  static void openTwice() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (Shop first = open(printed, "--no-load")) {
      printedAtFirst = printed.toString(StandardCharsets.UTF_8);
      requestsAtFirst = requestsOfTheYear(first);
    }
    await("no thread of the first", () -> threads().isEmpty());
    printed.reset();
    shop = open(printed);
    printedAgain = printed.toString(StandardCharsets.UTF_8);
  }

  @AfterAll
  static void close() {
    if (shop != null) {
      shop.close();
    }
  }

  private static Shop open(ByteArrayOutputStream printed, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addAll(List.of("--port", "0", "--data", directory.toString()));
    return Shop.open(
        Arguments.of(arguments.toArray(new String[0])),
        new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("shop") || name.startsWith("tallystick"))
        .toList();
  }

  private static double requestsOfTheYear(Shop of) {
    Instant now = of.runtime().now();
    return of.runtime()
        .reader()
        .aggregate(Question.about("http.request.count").range(now.minus(Story.LENGTH), now).fresh())
        .sum();
  }

  private static JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(shop.address().resolve(path)).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static void await(String what, BooleanSupplier isSo) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (!isSo.getAsBoolean()) {
      assertThat(Instant.now()).as(what).isBefore(end);
      assertThat(new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  @Test
  void thePastIsWrittenOnceAndIsStillThereAfterARestart() {
    assertThat(printedAtFirst).containsPattern("Wrote 13 months of history: [0-9,]+ rows in ");
    assertThat(printedAgain).doesNotContain("Wrote");
    assertThat(requestsAtFirst).isGreaterThan(1_000_000);
    assertThat(requestsOfTheYear(shop))
        .isBetween(requestsAtFirst * 0.99, requestsAtFirst + 100_000);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, api/orders, 200",
    "GET, api/orders/17, 200",
    "GET, api/orders/1000017, 404",
    "GET, api/orders/x, 404",
    "POST, api/orders?item=tea&cents=450, 201",
    "POST, api/orders?item=%3Cb%3E&cents=450, 400",
    "POST, api/login?name=ann&password=open+sesame, 200",
    "POST, api/login?name=ann&password=guess, 401",
    "GET, admin/, 200",
    "GET, metrics, 200"
  })
  void everyRouteAnswers(String method, String path, int status) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(shop.address().resolve(path))
            .method(method, BodyPublishers.noBody())
            .header(ApiKeys.HEADER, ApiKey.MOBILE_APP.secret())
            .build();

    assertThat(CLIENT.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"POST, api/payments, 502", "GET, api/reports/2026-03, 503"})
  void whatTakesItsTimeIsAnsweredLaterAndFailsAtTimes(String method, String path, int failure)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(shop.address().resolve(path))
            .method(method, BodyPublishers.noBody())
            .header(ApiKeys.HEADER, ApiKey.MOBILE_APP.secret())
            .build();

    assertThat(CLIENT.send(request, BodyHandlers.discarding()).statusCode()).isIn(200, failure);
  }

  @ParameterizedTest
  @CsvSource({"shop_live_forgotten", "''"})
  void whoHasNoKeyIsNotLetIn(String key) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(shop.address().resolve("api/orders"))
            .header(ApiKeys.HEADER, key)
            .build();

    assertThat(CLIENT.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(401);
  }

  private static List<JsonNode> asked(JsonNode panel) {
    List<JsonNode> asked = new ArrayList<>();
    panel.path("series").forEach(asked::add);
    panel.path("cards").forEach(asked::add);
    panel.path("views").forEach(view -> asked.addAll(asked(view)));
    asked.removeIf(each -> !each.has("metric"));
    return asked;
  }

  private static String question(JsonNode series) {
    StringBuilder question = new StringBuilder(AGGREGATE).append(series.get("metric").asText());
    question.append("&type=").append(series.path("type").asText("system"));
    for (Map.Entry<String, JsonNode> tag : series.path("tags").properties()) {
      for (JsonNode value : tag.getValue()) {
        String text = URLEncoder.encode(value.asText(), StandardCharsets.UTF_8);
        question.append("&tag.").append(tag.getKey()).append('=').append(text);
      }
    }
    return question.toString();
  }

  @Test
  void everyPanelOfTheOverviewAndOfTheShopHasSomethingOfTheLastDay() throws Exception {
    List<String> empty = new ArrayList<>();
    int looked = 0;
    JsonNode console = get("admin/console.json");
    for (JsonNode page :
        List.of(console.get("overview"), console.get("api"), console.get("more").get(0))) {
      for (JsonNode panel : page.path("panels")) {
        for (JsonNode series : asked(panel)) {
          looked++;
          if (get(question(series)).path("basis").path("rows").asInt() == 0 && !isRare(series)) {
            empty.add(panel.path("id").asText() + ": " + question(series));
          }
        }
      }
    }

    assertThat(looked).isGreaterThan(60);
    assertThat(empty).isEmpty();
  }

  /**
   * A key is replaced once a month, and hardly ever fails to be; what administrators do works; what
   * Tallystick says of itself is not invented.
   */
  private static boolean isRare(JsonNode series) {
    String metric = series.path("metric").asText();
    boolean isOfFailures = series.path("tags").path("result").path(0).asText().equals("error");
    return metric.startsWith("tallystick.")
        || metric.startsWith("jwks.rot")
        || metric.equals("jwks.pruned.count")
        || (isOfFailures && (metric.startsWith("admin.") || metric.equals("apikey.issued.count")));
  }

  @Test
  void whatIsRareIsInTheLastMonth() throws Exception {
    for (String metric : List.of("jwks.rotation.success", "jwks.pruned.count")) {
      JsonNode answer =
          get("admin/api-metrics/aggregate?period=30d&metric=" + metric).path("basis");
      assertThat(answer.path("rows").asInt()).as(metric).isPositive();
    }
  }

  @Test
  void whatThePeriodsShowHasNoHoleButTheMoveToAnotherMachine() {
    for (Period period : List.of(Period.HOUR, Period.DAY, Period.MONTH, Period.YEAR)) {
      TimeSeries series =
          shop.runtime().reader().timeSeries(Question.about("http.request.count").period(period));
      long gaps =
          series.lines().get(0).points().stream()
              .filter(point -> Double.isNaN(point.value()))
              .count();
      assertThat(gaps).as(period.toString()).isZero();
    }
    TimeSeries week =
        shop.runtime()
            .reader()
            .timeSeries(Question.about("http.request.count").period(Period.WEEK));
    assertThat(week.lines().get(0).points()).anyMatch(point -> Double.isNaN(point.value()));
  }

  @Test
  void historyReachesThirteenMonthsBack() {
    Instant now = shop.runtime().now();
    TimeRange first =
        new TimeRange(now.minus(Story.LENGTH), now.minus(Story.LENGTH).plus(Duration.ofDays(3)));

    assertThat(
            shop.runtime()
                .reader()
                .aggregate(Question.about("http.request.count").range(first.from(), first.to()))
                .sum())
        .isPositive();
  }

  @Test
  void theRuleForSlowReportsFiresOnWhatIsThere() {
    Instant now = shop.runtime().now();
    Backtest hour =
        shop.runtime()
            .alerts()
            .backtest(ShopRules.inCode()[0], new TimeRange(now.minus(Duration.ofHours(1)), now));

    assertThat(hour.firings()).isNotEmpty();
    assertThat(hour.firings().get(0).message()).contains(Route.REPORT.path());
    assertThat(shop.runtime().alerts().rules()).hasSize(ShopRules.inCode().length + 1);
  }

  @Test
  void oneKeyIsRedOneIsYellowAndOneIsGreen() throws InterruptedException {
    await("limits", () -> percent(ApiKey.RENDER_FARM) > 80 && percent(ApiKey.PARTNER_SHOP) > 60);

    assertThat(percent(ApiKey.PARTNER_SHOP)).isBetween(60.0, 80.0);
    assertThat(percent(ApiKey.MOBILE_APP)).isBetween(0.0, 60.0);
  }

  private static double percent(ApiKey key) {
    String name = shop.runtime().keyedHash().apply(key.secret());
    return shop.runtime().rateLimitHistory().current().stream()
        .filter(each -> each.name().equals(name))
        .mapToDouble(each -> each.nearestPercent())
        .findFirst()
        .orElse(0);
  }

  @Test
  void whatTheScriptsCountArrivesUnderTheirTenants() throws Exception {
    for (Tenant tenant : Tenant.values()) {
      String path = AGGREGATE + "user.invoice.processed_count&type=user&tenant=" + tenant.id();
      assertThat(get(path).path("sum").asDouble()).isPositive();
    }
    await(
        "a refused name",
        () ->
            shop.runtime().snapshot().series().stream()
                .anyMatch(
                    live ->
                        live.series().name().equals("tallystick.guard.rejected.count")
                            && "tag_key_denied".equals(live.series().tags().get("rule"))));
    await(
        "a script that goes on",
        () ->
            shop.runtime().snapshot().series().stream()
                .anyMatch(live -> live.series().name().equals("user.invoice.open")));
  }

  @Test
  void tablesOfTheShopAreThere() throws Exception {
    assertThat(get("admin/api-metrics/tables/signins.recent").path("rows")).isNotEmpty();
    assertThat(get("admin/api-metrics/tables/traces.recent").path("rows")).isNotEmpty();
    JsonNode numbers = get("admin/api-metrics/tables/pipeline.traces?period=24h").path("rows");
    assertThat(numbers.get(0).get(0).asLong()).isPositive();
    assertThat(numbers.get(0).get(1).asDouble()).isPositive();
  }

  @Test
  void requestsOfTheLoadAreMeasuredByTheirPatterns() throws InterruptedException {
    await(
        "measured requests",
        () ->
            shop.runtime().snapshot().series().stream()
                .map(live -> live.series().tags().get("route_id"))
                .anyMatch(Route.ORDER.path()::equals));

    assertThat(
            shop.runtime().snapshot().series().stream()
                .map(live -> live.series().tags().get("route_id"))
                .filter(route -> route != null && route.contains("*")))
        .isEmpty();
  }

  @Test
  void aPortThatIsTakenIsSaidInASentenceAndLeavesNothingRunning(@TempDir Path other) {
    int port = shop.address().getPort();
    Arguments taken = Arguments.of("--no-load", "--port", "" + port, "--data", "" + other);

    assertThatThrownBy(() -> Shop.open(taken, System.out))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("The shop cannot listen on port " + port)
        .hasMessageContaining("--port 0");
  }
}
