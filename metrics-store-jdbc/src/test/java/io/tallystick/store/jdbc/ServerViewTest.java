package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.SketchBytes;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.WriterId;
import io.tallystick.store.jdbc.Databases.Place;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The view {@code metrics} on servers: the same rows as on SQLite. */
class ServerViewTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final WriterId WRITER = new WriterId(1, 2);
  private static final Tags TAGS =
      Tags.of("client", "acme", "result", "ok", "route_id", "/a/{b}", "status", "paid");

  @ParameterizedTest
  @EnumSource
  void aBucketOfEachKindIsARow(Databases kind) throws SQLException {
    Place place = kind.fresh();
    try (StorageBackend store = place.open()) {
      write(store, "a.count", MetricKind.COUNTER, new CounterState(3, 0.5));
      write(store, "a.active", MetricKind.GAUGE, new GaugeState(7, TEN, 1, 9, 60, 10));
      write(
          store,
          "a.size_bytes",
          MetricKind.HISTOGRAM,
          new HistogramState(
              4, 10, 1, 4, new Percentiles(2, 4, 4), SketchBytes.copyOf(new byte[] {1})));
    }
    assertThat(
            rows(
                place,
                "name, metric_type, source, service, route_id, client_id, status, result, kind"))
        .containsExactlyInAnyOrder(
            "a.count|system|service:api|api|/a/{b}|acme|paid|ok|counter",
            "a.active|system|service:api|api|/a/{b}|acme|paid|ok|gauge",
            "a.size_bytes|system|service:api|api|/a/{b}|acme|paid|ok|histogram");
    List<Double> values = new ArrayList<>();
    place.query(row -> values.add(row.getDouble(1)), "SELECT " + value(kind) + " FROM metrics");
    assertThat(values).containsExactlyInAnyOrder(3.5, 7.0, 2.5);
    assertThat(rows(place, "timestamp")).containsOnly(time(kind, TEN));
    assertThat(rows(place, "created_at")).containsOnly(time(kind, TEN.plusSeconds(60)));
    assertThat(rows(place, "tags")).allMatch(tags -> tags.startsWith("{\"client\":\"acme\","));
  }

  @ParameterizedTest
  @EnumSource
  void theServiceIsTheTagWhereThereIsOne(Databases kind) throws SQLException {
    Place place = kind.fresh();
    SeriesKey series =
        SeriesKey.system("a.count", MetricKind.COUNTER, "plain", Tags.of("service", "billing"));
    SeriesKey without = SeriesKey.system("b.count", MetricKind.COUNTER, "plain", Tags.of());
    try (StorageBackend store = place.open()) {
      store.buckets().write(Batch.of(minute(series, 0), minute(without, 0)));
    }
    assertThat(rows(place, "name, service"))
        .containsExactlyInAnyOrder("a.count|billing", "b.count|plain");
  }

  @ParameterizedTest
  @EnumSource
  void aMinuteIsShownByItsPointsWhereAllAreKeptAndElseByItsBuckets(Databases kind)
      throws SQLException {
    Place place = kind.fresh();
    SeriesKey series = SeriesKey.system("a.count", MetricKind.COUNTER, "service:api", Tags.of());
    try (StorageBackend store = place.open()) {
      store.buckets().write(Batch.of(minute(series, 0), minute(series, 1), minute(series, 2)));
      Point whole = new Point(series, TEN.plusMillis(59_999), 10);
      Point part = new Point(series, TEN.plusMillis(60_000), 20, 0.5);
      store.points().createBatch(new PointBatch(WRITER, 1, List.of(whole, part)));
    }
    List<String> shown = new ArrayList<>();
    place.query(
        row -> shown.add(row.getString(1).charAt(0) + " " + row.getDouble(2)),
        "SELECT id, " + value(kind) + " FROM metrics");
    assertThat(shown).containsExactlyInAnyOrder("p 10.0", "b 1.0", "b 1.0");
    assertThat(rows(place, "DISTINCT id")).hasSize(3);
  }

  private static String value(Databases kind) {
    return kind == Databases.H2 ? "\"VALUE\"" : "value";
  }

  private static void write(StorageBackend store, String name, MetricKind kind, BucketState state) {
    SeriesKey series = SeriesKey.system(name, kind, "service:api", TAGS);
    store
        .buckets()
        .write(
            Batch.of(
                new OwnedBucket(series, Granularity.MINUTE, WRITER, new Bucket(TEN, 1, state))));
  }

  private static OwnedBucket minute(SeriesKey series, int minute) {
    Bucket bucket = new Bucket(TEN.plusSeconds(60L * minute), 1, CounterState.ofWhole(1));
    return new OwnedBucket(series, Granularity.MINUTE, WRITER, bucket);
  }

  /** A time of its own where the database has partitions by it, else milliseconds. */
  private static String time(Databases kind, Instant time) {
    return kind == Databases.POSTGRES
        ? String.valueOf(time.getEpochSecond())
        : String.valueOf(time.toEpochMilli());
  }

  private static List<String> rows(Place place, String columns) throws SQLException {
    List<String> rows = new ArrayList<>();
    place.query(
        row -> {
          List<String> cells = new ArrayList<>();
          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            boolean isTime = row.getMetaData().getColumnTypeName(i).startsWith("timestamp");
            cells.add(
                isTime
                    ? String.valueOf(row.getTimestamp(i).toInstant().getEpochSecond())
                    : row.getString(i));
          }
          rows.add(String.join("|", cells));
        },
        "SELECT " + columns + " FROM metrics");
    return rows;
  }
}
