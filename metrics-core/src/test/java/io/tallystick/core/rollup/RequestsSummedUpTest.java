package io.tallystick.core.rollup;

import static io.tallystick.core.rollup.Yard.START;
import static io.tallystick.spi.Granularity.DAY;
import static io.tallystick.spi.Granularity.FIVE_MINUTES;
import static io.tallystick.spi.Granularity.HOUR;
import static io.tallystick.spi.Granularity.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.core.record.LogLines;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.Lease;
import io.tallystick.spi.Percentiles;
import io.tallystick.spi.RequestGroup;
import io.tallystick.spi.RequestSummary;
import io.tallystick.spi.ResponseTimes;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.SketchBytes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands in the rows of requests. */
class RequestsSummedUpTest {
  static final SeriesKey REQUESTS = requests("/orders", "2xx");

  private Yard yard = new Yard();

  @BeforeEach
  void sumUp() {
    yard.sumUpRequests();
  }

  @AfterEach
  void takeLines() {
    LogLines.take("io.tallystick.core.rollup");
  }

  private static Instant minute(long number) {
    return START.plus(Duration.ofMinutes(number));
  }

  private static SeriesKey requests(String endpoint, String statusClass) {
    return series("http.request.count", "service:api", tags(endpoint, statusClass, null));
  }

  private static SeriesKey times(String statusClass) {
    return series("http.request.duration_ms", "service:api", tags("/orders", statusClass, null));
  }

  private static SeriesKey series(String name, String source, Tags tags) {
    MetricKind kind = MetricKind.bySuffix(name).orElseThrow();
    return SeriesKey.system(name, kind, source, tags);
  }

  private static Tags tags(String endpoint, String statusClass, @Nullable String client) {
    Tags tags = Tags.of("route_id", endpoint, "method", "GET", "status_class", statusClass);
    return client == null ? tags : tags.and(Tags.of("client", client));
  }

  /** Some requests of a minute, as a filter records them. */
  private void answer(Random random, Instant minute, int writer) {
    String source = random.nextBoolean() ? "service:api" : "service:worker";
    String endpoint = random.nextBoolean() ? "/orders" : "/orders/{id}";
    String statusClass = new String[] {"2xx", "3xx", "4xx", "5xx"}[random.nextInt(4)];
    Tags tags = tags(endpoint, statusClass, random.nextBoolean() ? "c1" : null);
    double[] millis = DoubleStream.generate(() -> random.nextInt(900)).limit(4).toArray();
    HistogramState sizes = Samples.state(random.nextInt(5_000), random.nextInt(5_000));
    write("http.request.count", source, tags, minute, writer, CounterState.ofWhole(4));
    write("http.request.duration_ms", source, tags, minute, writer, Samples.state(millis));
    write("http.request.size_bytes", source, withoutStatus(tags), minute, writer, sizes);
    write("http.response.size_bytes", source, tags, minute, writer, sizes);
  }

  private static Tags withoutStatus(Tags tags) {
    Tags rest = Tags.of("route_id", tags.get("route_id"), "method", tags.get("method"));
    return tags.get("client") == null ? rest : rest.and(Tags.of("client", tags.get("client")));
  }

  private void write(
      String name, String source, Tags tags, Instant minute, int writer, BucketState state) {
    yard.write(MINUTE, series(name, source, tags), minute, writer, state);
  }

  private void assertRowsAreWhatTheBucketsGive() {
    for (Granularity granularity : Granularity.values()) {
      assertThat(yard.requests(granularity))
          .as(granularity.id())
          .isNotEmpty()
          .containsExactlyInAnyOrderElementsOf(RequestsByHand.of(yard.rows(granularity)));
    }
  }

  @Test
  void theRowsOfEachWidthAreWhatMergingTheirBucketsGives() {
    Random random = new Random(1);
    Janitor janitor = yard.janitor();
    for (int step = 0; step < 20 * 60; step += 7) {
      answer(random, minute(step), 1 + random.nextInt(3));
      answer(random, minute(step), 4);
      yard.pass(Duration.ofMinutes(7), janitor);
    }
    yard.pass(Duration.ofHours(6), janitor);
    assertThat(yard.requests(DAY)).hasSize(4); // two routes, with and without the client

    assertRowsAreWhatTheBucketsGive();
    assertThat(counted(DAY)).isEqualTo(2 * 172 * 4);
  }

  private long counted(Granularity granularity) {
    return requests(granularity).sum();
  }

  private LongStream requests(Granularity granularity) {
    return yard.requests(granularity).stream().mapToLong(RequestSummary::requests);
  }

  @Test
  void aRowSaysWhatWasRecordedOfItsRequests() {
    yard.count(REQUESTS, minute(0), 1, 90);
    yard.count(requests("/orders", "4xx"), minute(2), 1, 7);
    yard.count(requests("/orders", "5xx"), minute(2), 2, 3);
    yard.write(MINUTE, times("2xx"), minute(0), 1, Samples.state(10, 20, 30));
    SeriesKey asked =
        series("http.request.size_bytes", "service:api", withoutStatus(REQUESTS.tags()));
    yard.write(MINUTE, asked, minute(1), 1, Samples.state(100, 23));
    SeriesKey answered = series("http.response.size_bytes", "service:api", REQUESTS.tags());
    yard.write(MINUTE, answered, minute(1), 1, Samples.state(4_000));
    yard.pass(Duration.ofMinutes(6), yard.janitor());

    RequestGroup group = new RequestGroup(FIVE_MINUTES, START, "/orders", "GET", null);
    Percentiles percentiles = Samples.state(10, 20, 30).percentiles();
    ResponseTimes times = new ResponseTimes(percentiles, 20);
    assertThat(yard.requests(FIVE_MINUTES))
        .containsExactly(new RequestSummary(group, 100, 7, 3, times, 123, 4_000));
    assertThat(yard.requests(MINUTE))
        .extracting(RequestSummary::requests)
        .containsExactly(90L, 0L, 10L);
  }

  @Test
  void percentilesGoOverAllStatusClassesTogether() {
    yard.write(MINUTE, times("2xx"), minute(0), 1, Samples.state(uniform(1, 980)));
    yard.write(MINUTE, times("5xx"), minute(0), 2, Samples.state(uniform(5_001, 20)));
    yard.pass(Duration.ofMinutes(6), yard.janitor());
    ResponseTimes times = yard.requests(MINUTE).get(0).times();

    assertThat(times.percentiles().p50()).isCloseTo(500, within(5.0));
    assertThat(times.percentiles().p95()).isCloseTo(950, within(10.0));
    assertThat(times.percentiles().p99()).isCloseTo(5_010, within(51.0));
    assertThat(times.mean()).isEqualTo((980 * 490.5 + 20 * 5_010.5) / 1_000);
  }

  private static double[] uniform(int first, int count) {
    return DoubleStream.iterate(first, sample -> sample + 1).limit(count).toArray();
  }

  @Test
  void clientsHaveRowsOfTheirOwnBesideTheRequestsOfNobodyKnown() {
    for (String client : new String[] {null, "c1", "c2", "c2"}) {
      Tags tags = tags("/orders", "2xx", client);
      int writer = yard.rows(MINUTE).size();
      write("http.request.count", "service:api", tags, START, writer, CounterState.ofWhole(5));
    }
    yard.pass(Duration.ofMinutes(6), yard.janitor());

    assertThat(yard.requests(FIVE_MINUTES))
        .extracting(row -> row.group().client() + " " + row.requests())
        .containsExactlyInAnyOrder("null 5", "c1 5", "c2 10");
  }

  @Test
  void aLateWriterReachesTheRowsOfEveryWidth() {
    Janitor janitor = yard.janitor();
    yard.count(REQUESTS, minute(61), 1, 5);
    yard.pass(Duration.ofHours(25), janitor);
    assertThat(counted(DAY)).isEqualTo(5);
    yard.count(REQUESTS, minute(61), 2, 30);
    yard.count(requests("/late", "5xx"), minute(64), 1, 1);
    yard.pass(Duration.ofMinutes(1), janitor);

    for (Granularity granularity : Granularity.values()) {
      assertThat(counted(granularity)).as(granularity.id()).isEqualTo(36);
    }
    assertRowsAreWhatTheBucketsGive();
  }

  @Test
  void whatAWriterWidenedItselfIsInTheRowsOfItsWidthAndOfTheWiderOnes() {
    Janitor janitor = yard.janitor();
    yard.count(REQUESTS, minute(0), 1, 1);
    yard.pass(Duration.ofHours(2), janitor);
    yard.write(FIVE_MINUTES, REQUESTS, minute(0), 2, CounterState.ofWhole(20));
    yard.write(FIVE_MINUTES, REQUESTS, minute(55), 2, CounterState.ofWhole(40));
    yard.write(HOUR, REQUESTS, minute(0), 2, CounterState.ofWhole(300));
    assertThat(counted(MINUTE)).isEqualTo(1);
    yard.pass(Duration.ofHours(23), janitor);

    assertThat(requests(FIVE_MINUTES)).containsExactly(21L, 40L);
    assertThat(counted(HOUR)).isEqualTo(361);
    assertThat(counted(DAY)).isEqualTo(361);
    assertThat(yard.requests(FIVE_MINUTES))
        .containsExactlyInAnyOrderElementsOf(RequestsByHand.of(yard.rows(FIVE_MINUTES)));
  }

  @Test
  void aDayIsThatOfTheStoresZone() {
    yard = new Yard(Instant.parse("2026-03-28T23:00:00Z"), ZoneId.of("Europe/Berlin"));
    yard.sumUpRequests();
    yard.count(REQUESTS, Instant.parse("2026-03-28T23:00:00Z"), 1, 5);
    yard.count(REQUESTS, Instant.parse("2026-03-29T21:59:00Z"), 1, 7);
    yard.pass(Duration.ofHours(30), yard.janitor());

    assertThat(yard.requests(DAY))
        .extracting(row -> row.group().start() + " " + row.requests())
        .containsExactly("2026-03-28T23:00:00Z 12");
  }

  @Test
  void requestsWithoutARouteOrAMethodAreLeftOut() {
    for (Tags tags :
        new Tags[] {
          Tags.of("overflow", "true"),
          Tags.of("route_id", "/orders"),
          Tags.of("method", "GET"),
          Tags.of("route_id", "", "method", "GET")
        }) {
      write("http.request.count", "service:api", tags, START, 1, CounterState.ofWhole(5));
    }
    SeriesKey tenants =
        SeriesKey.user(REQUESTS.name(), REQUESTS.kind(), REQUESTS.source(), "t1", REQUESTS.tags());
    yard.count(tenants, START, 1, 50);
    yard.count(REQUESTS, START, 1, 500);
    yard.pass(Duration.ofMinutes(6), yard.janitor());

    assertThat(counted(FIVE_MINUTES)).isEqualTo(500);
    assertThat(counted(MINUTE)).isEqualTo(500);
  }

  @Test
  void timesThatCannotBeReadAreLeftOut() {
    HistogramState damaged =
        new HistogramState(
            1, 9, 9, 9, new Percentiles(9, 9, 9), SketchBytes.copyOf(new byte[] {99}));
    yard.write(MINUTE, times("2xx"), minute(0), 1, damaged);
    yard.write(MINUTE, times("4xx"), minute(0), 1, Samples.state(10, 20));
    yard.write(MINUTE, times("2xx"), minute(1), 1, damaged);
    yard.count(REQUESTS, minute(1), 1, 7);
    yard.pass(Duration.ofMinutes(6), yard.janitor());

    assertThat(yard.requests(MINUTE).get(0).times().mean()).isEqualTo(15);
    assertThat(yard.requests(MINUTE).get(1).times()).isNull();
    assertThat(yard.requests(FIVE_MINUTES).get(0).times().mean()).isEqualTo(15);
    assertThat(counted(FIVE_MINUTES)).isEqualTo(7);
  }

  @Test
  void aMetricOfAnotherKindIsNoRequest() {
    SeriesKey sizes =
        SeriesKey.system(
            "http.response.size_bytes", MetricKind.COUNTER, "service:api", REQUESTS.tags());
    SeriesKey counts =
        SeriesKey.system(REQUESTS.name(), MetricKind.HISTOGRAM, "service:api", REQUESTS.tags());
    yard.count(sizes, START, 1, 7);
    yard.write(MINUTE, counts, START, 1, Samples.state(1, 2));
    yard.count(REQUESTS, START, 1, 5);
    yard.pass(Duration.ofMinutes(6), yard.janitor());

    assertThat(yard.requests(MINUTE)).hasSize(1);
    assertThat(yard.requests(MINUTE).get(0))
        .isEqualTo(
            new RequestSummary(
                new RequestGroup(MINUTE, START, "/orders", "GET", null), 5, 0, 0, null, 0, 0));
  }

  @Test
  void rowsAreKeptForAsLongAsTheBucketsOfTheirWidth() {
    yard.settings =
        yard.settings.withBuckets(
            Map.of(
                MINUTE, Duration.ofHours(3),
                FIVE_MINUTES, Duration.ofHours(6),
                HOUR, Duration.ofDays(3)));
    Janitor janitor = yard.janitor();
    for (int hour = 0; hour < 5 * 24; hour++) {
      yard.count(REQUESTS, minute(60 * hour), 1, 1);
      yard.clock.pass(Duration.ofHours(1));
      janitor.sweep();
    }
    yard.pass(Duration.ofHours(1), janitor);
    assertRowsAreWhatTheBucketsGive();
    assertThat(requests(MINUTE)).hasSizeLessThan(6);
    assertThat(requests(DAY)).hasSize(5);

    yard.settings = yard.settings.withRequestsSummedUp(false);
    janitor.release();
    yard.pass(Duration.ofDays(4), yard.janitor());
    assertThat(yard.requests(HOUR)).isEmpty();
    assertThat(yard.requests(DAY)).hasSize(5);
  }

  @Test
  void aWindowThatIsFoldedNoMoreKeepsItsRowAndItsLateMinuteHasOne() {
    Janitor janitor = yard.janitor();
    yard.count(REQUESTS, minute(0), 1, 5);
    yard.pass(Duration.ofMinutes(10), janitor);
    Lease lease =
        yard.backend.control().acquire("other", Yard.writer(1), HOUR.width()).orElseThrow();
    yard.buckets.purge(lease, MINUTE, minute(3), 10);
    yard.count(REQUESTS, minute(4), 1, 7); // its minute is kept, its window is not whole
    yard.pass(Duration.ofHours(1), janitor);

    assertThat(yard.hasMarks(FIVE_MINUTES)).isFalse();
    assertThat(counted(FIVE_MINUTES)).isEqualTo(5);
    assertThat(requests(MINUTE)).containsExactly(7L);
  }
}
