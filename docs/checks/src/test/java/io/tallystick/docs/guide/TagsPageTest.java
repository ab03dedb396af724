package io.tallystick.docs.guide;

import static io.tallystick.core.testing.MetricsAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricDescriptor;
import io.tallystick.MetricKind;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.UserMetrics;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.RuntimeBuilder;
import io.tallystick.core.alert.Comparison;
import io.tallystick.core.alert.RuleDefinition;
import io.tallystick.core.alert.RuleMeasure;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.query.Selection;
import io.tallystick.servlet.EndpointSettings;
import io.tallystick.servlet.MetricsHttpServer;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the page on tags says of series: how many there are, and what happens past the limits. */
class TagsPageTest {
  private static final int LIMIT = 5;

  private static RuntimeBuilder quiet() {
    return MetricsRuntime.builder().installed(false);
  }

  private static MetricsRuntime small() {
    return quiet().limitSeriesPerMetric(LIMIT).build();
  }

  private static Map<String, Long> seriesOfEach(MetricsRuntime runtime) {
    Map<String, Long> series =
        runtime.snapshot().series().stream()
            .collect(Collectors.groupingBy(live -> live.series().name(), Collectors.counting()));
    return series;
  }

  @Test
  void aSeriesIsANameWithItsTags() {
    try (MetricsRuntime runtime = quiet().build()) {
      Metrics metrics = runtime.metrics();
      metrics.count("orders.count", 1, "status", "paid", "channel", "web");
      metrics.count("orders.count", 1, "channel", "web", "status", "paid"); // the same series
      metrics.count("orders.count", 1, "status", "refused", "channel", "web"); // another one

      assertThat(seriesOfEach(runtime)).containsEntry("orders.count", 2L);
    }
  }

  @Test
  void seriesAreThoseCombinationsThatOccur() {
    try (MetricsRuntime runtime = quiet().build()) {
      for (int route = 0; route < 40; route++) {
        for (String status : new String[] {"2xx", "4xx", "5xx"}) {
          runtime.metrics().count("shop.request.count", 1, "route", "/r" + route, "status", status);
        }
      }

      assertThat(seriesOfEach(runtime)).containsEntry("shop.request.count", 120L);
    }
  }

  @Test
  void whatIsTooMuchGoesToTheOverflowSeriesAndTheSumStaysExact() {
    try (MetricsRuntime runtime = small()) {
      for (int customer = 0; customer < 100; customer++) {
        runtime.metrics().count("orders.count", 1, "customer_no", "c" + customer);
      }

      assertThat(runtime).counter("orders.count").isEqualTo(100);
      assertThat(runtime).counter("orders.count", "overflow", "true").isEqualTo(100 - LIMIT);
      assertThat(runtime)
          .counter("tallystick.series.overflow.count", "metric", "orders.count")
          .isEqualTo(100 - LIMIT);
      assertThat(runtime.status().overflow()).containsEntry("orders.count", 100L - LIMIT);
      assertThat(runtime.status().troubles())
          .anyMatch(
              trouble ->
                  trouble.startsWith(
                      "The metric orders.count has all of the 5 series that it may have: 95"
                          + " samples of others went to its overflow series."));
    }
  }

  @Test
  void namesBeyondTheirLimitAndKindsThatChangeAreDroppedAndCounted() {
    try (MetricsRuntime runtime = quiet().limitNamesInAll(200).build()) {
      Metrics metrics = runtime.metrics();
      for (int name = 0; name < 300; name++) {
        metrics.count("made.up.n" + name);
      }
      metrics.histogram("made.up.n0", 1);

      assertThat(runtime.status().dropped().keySet()).contains("names_in_all", "kind_conflict");
      assertThat(runtime.status().dropped().get("names_in_all")).isBetween(100L, 299L);
    }
  }

  @Test
  void tagsBeyondTheirNumberAreCut() {
    try (MetricsRuntime runtime = quiet().limitTagsPerSeries(2).build()) {
      runtime.metrics().count("orders.count", 1, "a", "1", "c", "3", "b", "2");

      assertThat(runtime.snapshot().series())
          .filteredOn(live -> live.series().name().equals("orders.count"))
          .singleElement()
          .satisfies(
              live ->
                  assertThat(live.series().tags().asMap()).isEqualTo(Map.of("a", "1", "b", "2")));
    }
  }

  @Test
  void aRuleTellsWhichMetricOverflows() {
    StorageBackend store = InMemoryBackend.create();
    Instant hourAgo = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(1));
    SeriesKey overflow =
        SeriesKey.system(
            "tallystick.series.overflow.count",
            MetricKind.COUNTER,
            "service:app",
            Tags.of("metric", "orders.count"));
    Bucket bucket = new Bucket(hourAgo, 1, new CounterState(95, 0));
    store
        .buckets()
        .write(Batch.of(new OwnedBucket(overflow, Granularity.MINUTE, new WriterId(1, 1), bucket)));
    try (MetricsRuntime runtime = quiet().storage(store).build().start()) {
      RuleDefinition rule =
          RuleDefinition.metric(
                  "Too many series",
                  RuleMeasure.of("tallystick.series.overflow.count"),
                  Comparison.GT,
                  0)
              .groupBy("metric");

      TimeRange around =
          new TimeRange(hourAgo.minus(Duration.ofMinutes(30)), hourAgo.plus(Duration.ofHours(1)));
      assertThat(runtime.alerts().backtest(rule, around).firings())
          .singleElement()
          .satisfies(firing -> assertThat(firing.group()).containsEntry("metric", "orders.count"));
    }
  }

  @Test
  void guardsChangeWhatMustNotBeATag() {
    try (MetricsRuntime runtime = quiet().build()) {
      Metrics metrics = runtime.metrics();
      metrics.count("orders.count", 1, "email", "ann@example.com"); // the key is denied: no tag
      metrics.count("orders.count", 1, "contact", "ann@example.com"); // the value is redacted

      assertThat(runtime).counter("orders.count", "contact", "redacted").isEqualTo(1);
      assertThat(runtime).counter("orders.count").isEqualTo(2);
      assertThat(runtime)
          .counter("tallystick.guard.rejected.count", "rule", "tag_value_pii")
          .isEqualTo(1);
      assertThat(runtime.status().guardHits())
          .containsOnlyKeys(Set.of("tag_key_denied", "tag_value_pii"));
    }
  }

  @Test
  void theMetricWithTheMostSeriesIsFound() throws Exception {
    try (MetricsRuntime runtime = small()) {
      for (int item = 0; item < 10; item++) {
        runtime.metrics().count("orders.count", 1, "item", "i" + item);
      }

      Map<String, Long> series =
          runtime.snapshot().series().stream()
              .collect(Collectors.groupingBy(live -> live.series().name(), Collectors.counting()));
      Set<String> keys = runtime.reader().tagKeys(Selection.of("orders.count"));
      Set<String> items = runtime.reader().tagValues(Selection.of("orders.count"), "item");

      assertThat(series.get("orders.count")).isEqualTo(LIMIT + 1);
      assertThat(keys).containsExactlyInAnyOrder("item", "overflow");
      assertThat(items).hasSize(LIMIT);
      assertThat(get(runtime, "/admin/api-metrics/status"))
          .containsPattern("\"largest\" ?: ?\\[\\s*\\{\\s*\"metric\" ?: ?\"orders.count\"");
      assertThat(get(runtime, "/admin/api-metrics/names?contains=orders")).contains("orders.count");
    }
  }

  private static String get(MetricsRuntime runtime, String path) throws Exception {
    InetSocketAddress anyPort = new InetSocketAddress("127.0.0.1", 0);
    try (MetricsHttpServer server =
        MetricsHttpServer.start(runtime, EndpointSettings.standard(), anyPort)) {
      URI address = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  @Test
  void aHistogramIsALineForEachBoundAndThreeMore() throws Exception {
    try (MetricsRuntime runtime = quiet().build()) {
      runtime
          .metrics()
          .describe(
              MetricDescriptor.histogram("orders.items")
                  .description("How many items an order has")
                  .bounds(1, 10, 100)
                  .build());
      runtime.metrics().histogram("orders.items", 7);

      assertThat(get(runtime, "/metrics").lines().filter(line -> line.startsWith("orders_items")))
          .hasSize(3 + 3);
    }
  }

  private static String sizeOf(int items) {
    return items < 5 ? "small" : items < 50 ? "medium" : "large";
  }

  @Test
  void numbersAreSamplesAndBecomeFewValuesWhereTheyAreTags() {
    try (MetricsRuntime runtime = quiet().build()) {
      Metrics metrics = runtime.metrics();
      for (int items = 1; items <= 100; items++) {
        metrics.count("orders.count", 1, "size", sizeOf(items)); // three series
        metrics.histogram("orders.items", items); // one series, and every percentile
      }

      assertThat(seriesOfEach(runtime))
          .containsEntry("orders.count", 3L)
          .containsEntry("orders.items", 1L);
      assertThat(runtime).histogram("orders.items").hasCount(100).hasMax(100);
    }
  }

  @Test
  void aDescriptorListsTheTagsThatThereAre() {
    try (MetricsRuntime runtime = quiet().build()) {
      Metrics metrics = runtime.metrics();
      metrics.describe(
          MetricDescriptor.counter("orders.count")
              .description("Orders, by what became of them")
              .tags("status")
              .build());
      metrics.count("orders.count", 1, "status", "paid", "customer_no", "4711");

      assertThat(runtime.snapshot().series())
          .filteredOn(live -> live.series().name().equals("orders.count"))
          .singleElement()
          .satisfies(
              live -> assertThat(live.series().tags().asMap()).isEqualTo(Map.of("status", "paid")));
    }
  }

  @Test
  void aMetricMayHaveMoreSeriesThanOthers() {
    try (MetricsRuntime runtime = small()) {
      runtime
          .metrics()
          .describe(
              MetricDescriptor.counter("orders.count")
                  .description("Orders of each shop")
                  .tags("shop")
                  .mostSeries(20)
                  .build());
      for (int shop = 0; shop < 15; shop++) {
        runtime.metrics().count("orders.count", 1, Tags.of("shop", "s" + shop));
      }

      assertThat(seriesOfEach(runtime)).containsEntry("orders.count", 15L);
      assertThat(runtime.status().overflow()).isEmpty();
    }
  }

  @Test
  void aTenantIsToldWhichOfItsLimitsItReached() {
    try (MetricsRuntime runtime = quiet().limitTenantSeries(2).build()) {
      UserMetrics acme = runtime.metrics().forTenant("acme");
      acme.count("invoice.sent", 1, Map.of("type", "a"));
      acme.count("invoice.sent", 1, Map.of("type", "b"));

      String answer = acme.count("invoice.sent", 1, Map.of("type", "c"));

      assertThat(answer).startsWith("refused: tenant_series: ");
      assertThat(runtime.metrics().forTenant("other").count("invoice.sent")).isEqualTo("accepted");
      assertThat(runtime.status().guardHits()).containsEntry("tenant_series", 1L);
    }
  }
}
