package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.Percentiles;
import io.tallystick.spi.Point;
import io.tallystick.spi.PointBatch;
import io.tallystick.spi.RequestGroup;
import io.tallystick.spi.RequestSummary;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.SketchBytes;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.WriterId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The view for people with a SQL tool, asked as they do. */
class MetricsViewTest extends OpenedTables {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final long HOUR_MILLIS = 3_600_000;
  private static final WriterId WRITER = new WriterId(1, 2);
  private static final SeriesKey PAID = orders("success");
  private static final String BY_HOUR =
      "SELECT timestamp/3600000*3600000 AS bucket, SUM(value), AVG(value) FROM metrics"
          + " WHERE name = 'orders.count' AND json_extract(tags,'$.status') = 'success'"
          + " GROUP BY bucket";

  private StorageBackend backend;

  @BeforeEach
  void openStore() throws SQLException {
    session.keep();
    backend = JdbcStore.on(source);
  }

  @AfterEach
  void closeStore() {
    backend.close();
  }

  @Test
  void sumsByTheHourAreWhatWasRecorded() throws SQLException {
    Random random = new Random(4);
    Map<Long, Double> sums = new TreeMap<>();
    Map<Long, Integer> rows = new TreeMap<>();
    List<OwnedBucket> batch = new ArrayList<>();
    for (int minute = 0; minute < 600; minute++) {
      for (String status : new String[] {"success", "error"}) {
        CounterState state = new CounterState(random.nextInt(1_000), random.nextInt(4) / 4.0);
        batch.add(minute(orders(status), WRITER, minute, state));
        if (status.equals("success")) {
          long hour = at(minute).toEpochMilli() / HOUR_MILLIS * HOUR_MILLIS;
          sums.merge(hour, state.sum(), Double::sum);
          rows.merge(hour, 1, Integer::sum);
        }
      }
    }
    batch.add(minute(other("orders.count.other"), WRITER, 0, CounterState.ofWhole(1_000_000)));
    backend.buckets().write(new Batch(batch));

    Map<Long, Double> found = new TreeMap<>();
    session.query(
        row -> {
          found.put(row.getLong(1), row.getDouble(2));
          assertThat(row.getDouble(3))
              .isCloseTo(row.getDouble(2) / rows.get(row.getLong(1)), within(1e-9));
        },
        BY_HOUR);
    assertThat(found).isEqualTo(sums);
  }

  @Test
  void everyWriterHasARowAndTheFoldedOneToo() throws SQLException {
    write(
        minute(PAID, WRITER, 0, CounterState.ofWhole(1)),
        minute(PAID, new WriterId(3, 4), 0, CounterState.ofWhole(2)),
        minute(PAID, WriterId.FOLDED, 0, CounterState.ofWhole(4)));

    assertThat(numbers("SELECT value FROM metrics ORDER BY value")).containsExactly(1L, 2L, 4L);
    assertThat(number("SELECT COUNT(DISTINCT id) FROM metrics")).isEqualTo(3);
  }

  @Test
  void coarserBucketsAreNotCountedAgain() throws SQLException {
    Bucket bucket = new Bucket(TEN, 1, CounterState.ofWhole(5));
    write(
        minute(PAID, WRITER, 0, CounterState.ofWhole(5)),
        new OwnedBucket(PAID, Granularity.FIVE_MINUTES, WRITER, bucket),
        new OwnedBucket(PAID, Granularity.HOUR, WRITER, bucket));

    assertThat(numbers("SELECT SUM(value) FROM metrics")).containsExactly(5L);
  }

  @Test
  void aCounterShowsItsSumAGaugeItsLastValueAndAHistogramItsMean() throws SQLException {
    write(
        minute(PAID, WRITER, 0, new CounterState(41, 0.5)),
        minute(
            SeriesKey.system("pool.active", MetricKind.GAUGE, "service:api", Tags.empty()),
            WRITER,
            0,
            new GaugeState(3, TEN, 1, 9, 300_000, 60_000)),
        minute(
            SeriesKey.system("a.size_bytes", MetricKind.HISTOGRAM, "service:api", Tags.empty()),
            WRITER,
            0,
            histogram(4, 10)));

    assertThat(texts("SELECT kind || ' ' || value FROM metrics ORDER BY kind"))
        .containsExactly("counter 41.5", "gauge 3.0", "histogram 2.5");
  }

  @Test
  void aRowOfABucketIsFlat() throws SQLException {
    Tags tags =
        Tags.of(
            "route_id", "/a/{id}", "client", "7f3a", "status", "200", "result", "error", "k", "\"");
    write(minute(system("http.request.count", "service:api", tags), WRITER, 1, sum(7)));

    assertThat(rows())
        .containsExactly(
            "http.request.count|7.0|{\"client\":\"7f3a\",\"k\":\"\\\"\",\"result\":\"error\","
                + "\"route_id\":\"/a/{id}\",\"status\":\"200\"}|system|service:api|api|/a/{id}"
                + "|7f3a|200|error|1772359260000|1772359320000|counter");
  }

  @Test
  void aRowOfAPointIsFlatAndOfATenantIsUser() throws SQLException {
    SeriesKey series =
        SeriesKey.user(
            "user.value", MetricKind.GAUGE, "service:worker:2", "t1", Tags.of("status", "ok"));
    backend.points().createBatch(PointBatch.of(new Point(series, TEN.plusMillis(7), -0.5)));

    assertThat(rows())
        .containsExactly(
            "user.value|-0.5|{\"status\":\"ok\"}|user|service:worker:2|worker:2|-|-|ok|-"
                + "|1772359200007|now|gauge");
  }

  @Test
  void theServiceIsTheTagOrElseComesFromTheSource() throws SQLException {
    write(
        minute(system("a.count", "service:api", Tags.of("service", "shop")), WRITER, 0, sum(1)),
        minute(system("b.count", "batch", Tags.empty()), WRITER, 0, sum(1)),
        minute(system("c.count", "service:a:b", Tags.empty()), WRITER, 0, sum(1)));

    assertThat(texts("SELECT service FROM metrics ORDER BY name"))
        .containsExactly("shop", "batch", "a:b");
  }

  @Test
  void pointsStandForTheBucketOfTheirMinuteAndSeries() throws SQLException {
    write(
        minute(PAID, WRITER, 0, sum(6)),
        minute(PAID, new WriterId(3, 4), 0, sum(4)),
        minute(PAID, WRITER, 1, sum(20)),
        minute(orders("error"), WRITER, 0, sum(100)));
    backend
        .points()
        .createBatch(
            PointBatch.of(
                new Point(PAID, TEN, 7),
                new Point(PAID, TEN.plusMillis(59_999), 3),
                new Point(PAID, TEN.minusMillis(1), 1_000)));

    assertThat(numbers("SELECT value FROM metrics ORDER BY value"))
        .containsExactly(3L, 7L, 20L, 100L, 1_000L);
    assertThat(numbers("SELECT \"SUM(value)\" FROM (" + BY_HOUR + ") ORDER BY bucket"))
        .containsExactly(1_000L, 30L);
  }

  @Test
  void pointsThatChancePickedDoNot() throws SQLException {
    write(minute(PAID, WRITER, 0, sum(10)), minute(PAID, WRITER, 1, sum(20)));
    backend
        .points()
        .createBatch(
            PointBatch.of(
                new Point(PAID, TEN, 7, 0.5),
                new Point(PAID, TEN.plusSeconds(60), 20),
                new Point(PAID, TEN.plusSeconds(120), 1_000, 0.5)));

    assertThat(numbers("SELECT value FROM metrics ORDER BY timestamp")).containsExactly(10L, 20L);
  }

  @Test
  void aMinuteThatChancePickedInPartIsShownByItsBucket() throws SQLException {
    write(minute(PAID, WRITER, 0, sum(10)));
    backend.points().createBatch(PointBatch.of(new Point(PAID, TEN, 3)));
    assertThat(numbers("SELECT value FROM metrics")).containsExactly(3L);
    backend.points().createBatch(PointBatch.of(new Point(PAID, TEN.plusSeconds(30), 7, 0.99)));

    assertThat(numbers("SELECT value FROM metrics")).containsExactly(10L);
  }

  @Test
  void pointsBefore1970LieInTheMinuteThatTheyAreIn() throws SQLException {
    backend.points().createBatch(PointBatch.of(new Point(PAID, Instant.ofEpochMilli(-1), 3)));
    backend
        .points()
        .createBatch(PointBatch.of(new Point(PAID, Instant.ofEpochMilli(-60_000), 4, 0.5)));
    backend.points().createBatch(PointBatch.of(new Point(PAID, Instant.ofEpochMilli(-60_001), 5)));

    assertThat(numbers("SELECT value FROM metrics")).containsExactly(5L);
  }

  @Test
  void aStoreWithoutBucketsIsEmpty() throws SQLException {
    assertThat(number("SELECT COUNT(*) FROM metrics")).isZero();
  }

  /** Else a question about one metric would read a day of all. */
  @Test
  void aQuestionAboutOneMetricScansNoTable() throws SQLException {
    List<String> plan = plan(BY_HOUR);

    assertThat(plan)
        .filteredOn(step -> step.startsWith("SCAN"))
        .allMatch(step -> step.matches("SCAN (there|metrics)"));
    assertThat(plan)
        .anyMatch(step -> step.matches("SEARCH n .*\\(name=\\?\\)"))
        .anyMatch(step -> step.matches("SEARCH b .*\\(bucket=\\? AND series_id=\\?\\)"))
        .anyMatch(step -> step.matches("SEARCH p .*\\(name_id=\\?\\)"));
  }

  @Test
  void aTimeBoundReachesThePoints() throws SQLException {
    assertThat(
            plan(
                "SELECT SUM(value) FROM metrics WHERE name = 'a.count' AND timestamp >= 7"
                    + " AND timestamp < 9"))
        .anyMatch(step -> step.matches("SEARCH p .*\\(name_id=\\? AND at>\\? AND at<\\?\\)"));
  }

  @Test
  void theQueriesInTheDocumentsRun() throws Exception {
    write(minute(PAID, WRITER, 0, sum(7)));
    RequestGroup hour = new RequestGroup(Granularity.HOUR, TEN, "/orders", "GET", null);
    backend
        .requests()
        .orElseThrow()
        .put(
            backend.control().acquire("janitor", WRITER, Duration.ofHours(1)).orElseThrow(),
            List.of(new RequestSummary(hour, 1, 0, 0, null, 0, 0)));
    String page = Files.readString(Path.of("../docs/storage.md"));
    Matcher queries =
        Pattern.compile("(?s)```sql\n(.*?);\n```")
            .matcher(page.substring(0, page.indexOf("## A database that instances share")));
    List<String> first = new ArrayList<>();
    int count = 0;
    for (; queries.find(); count++) {
      session.query(row -> first.add(row.getString(2)), queries.group(1));
    }

    assertThat(count).isEqualTo(5);
    assertThat(first).containsExactly("7.0", "GET");
  }

  private List<String> plan(String sql) throws SQLException {
    List<String> steps = new ArrayList<>();
    session.query(row -> steps.add(row.getString(4)), "EXPLAIN QUERY PLAN " + sql);
    return steps;
  }

  private List<String> rows() throws SQLException {
    return texts(
        "SELECT name || '|' || value || '|' || tags || '|' || metric_type || '|' || source || '|'"
            + " || service || '|' || ifnull(route_id, '-') || '|' || ifnull(client_id, '-') || '|'"
            + " || ifnull(status, '-') || '|' || ifnull(result, '-') || '|' || timestamp || '|'"
            + " || iif(abs(created_at - unixepoch() * 1000) < 600000, 'now', created_at) || '|'"
            + " || kind FROM metrics");
  }

  private void write(OwnedBucket... buckets) {
    backend.buckets().write(Batch.of(buckets));
  }

  private static OwnedBucket minute(
      SeriesKey series, WriterId writer, int minute, BucketState state) {
    return new OwnedBucket(series, Granularity.MINUTE, writer, new Bucket(at(minute), 1, state));
  }

  private static Instant at(int minute) {
    return TEN.plusSeconds(60L * minute);
  }

  private static SeriesKey orders(String status) {
    return system("orders.count", "service:api", Tags.of("status", status, "channel", "web"));
  }

  private static SeriesKey other(String name) {
    return system(name, "service:api", PAID.tags());
  }

  private static SeriesKey system(String name, String source, Tags tags) {
    return SeriesKey.system(name, MetricKind.COUNTER, source, tags);
  }

  private static CounterState sum(long whole) {
    return CounterState.ofWhole(whole);
  }

  private static HistogramState histogram(long count, double sum) {
    return new HistogramState(
        count, sum, 1, 4, new Percentiles(2, 4, 4), SketchBytes.copyOf(new byte[] {1}));
  }
}
