package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.PurgeOutcome;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import io.tallystick.store.jdbc.Databases.Place;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Partitions come before they are needed, hide what is purged, and go as a whole. */
class PostgresPartitionsTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final WriterId WRITER = new WriterId(1, 2);
  private static final SeriesKey ORDERS =
      SeriesKey.system("orders.count", MetricKind.COUNTER, "service:api", Tags.of());
  private static final TimeRange EVER =
      new TimeRange(TEN.minus(Duration.ofDays(400)), TEN.plus(Duration.ofDays(400)));

  private final Place place = Databases.POSTGRES.fresh();
  private StorageBackend store;

  @BeforeEach
  void open() {
    store = place.open();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void theOneThatIsNeededIsMadeAndTheOneBehindIt() throws SQLException {
    write(Granularity.MINUTE, TEN);
    write(Granularity.FIVE_MINUTES, TEN);
    write(Granularity.HOUR, TEN);
    write(Granularity.DAY, Instant.parse("2026-03-01T00:00:00Z"));

    assertThat(partitions())
        .containsExactly(
            "metric_bucket_1h_20260301",
            "metric_bucket_1h_20260401",
            "metric_bucket_1m_20260301",
            "metric_bucket_1m_20260302",
            "metric_bucket_5m_20260301",
            "metric_bucket_5m_20260302");
    assertThat(
            place.texts(
                "SELECT reloptions[1] FROM pg_class WHERE oid ="
                    + " 'metric_bucket_1m_20260301'::regclass"))
        .containsExactly("fillfactor=50");
  }

  @Test
  void bucketsOfAnyTimeFindTheirPlaceAndComeBack() {
    List<Instant> starts =
        List.of(
            Instant.parse("2026-02-28T23:59:00Z"),
            Instant.parse("2026-03-01T00:00:00Z"),
            Instant.parse("2026-03-01T23:59:00Z"),
            Instant.parse("2026-03-31T12:00:00Z"));
    write(Granularity.MINUTE, starts.toArray(Instant[]::new));

    assertThat(starts(EVER)).containsExactlyInAnyOrderElementsOf(starts);
  }

  @Test
  void anotherInstanceMayMakeOrDropThem() throws SQLException {
    write(Granularity.MINUTE, TEN);
    try (StorageBackend other = place.open()) {
      other.buckets().write(batch(Granularity.MINUTE, TEN.plus(Duration.ofDays(1))));
      janitorForgets(other, TEN.plus(Duration.ofDays(5)));
      assertThat(partitions()).doesNotContain("metric_bucket_1m_20260301");
    }
    assertThat(store.buckets().write(batch(Granularity.MINUTE, TEN)).refused()).hasSize(1);
    write(Granularity.MINUTE, TEN.plus(Duration.ofDays(6)));

    assertThat(starts(EVER)).containsExactly(TEN.plus(Duration.ofDays(6)));
  }

  @Test
  void oneThatSomebodyDroppedIsMadeAnew() throws SQLException {
    write(Granularity.MINUTE, TEN);
    place.run("DROP TABLE metric_bucket_1m_20260301");
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> write(Granularity.MINUTE, TEN))
        .matches(StorageException::canRetry);
    write(Granularity.MINUTE, TEN);

    assertThat(starts(EVER)).containsExactly(TEN);
  }

  @Test
  void oneThatSomebodyTookOutIsTakenInAgain() throws SQLException {
    write(Granularity.MINUTE, TEN);
    place.run("ALTER TABLE metric_bucket_1m DETACH PARTITION metric_bucket_1m_20260301");
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> write(Granularity.MINUTE, TEN.plusSeconds(60)))
        .matches(StorageException::canRetry);
    write(Granularity.MINUTE, TEN.plusSeconds(60));

    assertThat(starts(EVER)).containsExactly(TEN, TEN.plusSeconds(60));
  }

  @Test
  void whatIsPurgedIsGoneBeforeItsPartitionIs() throws SQLException {
    Instant[] day =
        IntStream.range(0, 24).mapToObj(i -> TEN.plusSeconds(3_600L * i)).toArray(Instant[]::new);
    write(Granularity.MINUTE, day);
    clearMarks();
    final long before = store.buckets().sizeBytes().orElseThrow();

    assertThat(purge(TEN.plusSeconds(3_600 * 4)))
        .isEqualTo(new PurgeOutcome(4, true, TEN.plusSeconds(3_600 * 4)));
    assertThat(starts(EVER)).hasSize(20);
    assertThat(store.buckets().span(Granularity.MINUTE).orElseThrow().oldest())
        .isEqualTo(TEN.plusSeconds(3_600 * 4));
    assertThat(place.texts("SELECT COUNT(*) FROM metric_bucket_1m")).containsExactly("24");
    assertThat(store.buckets().sizeBytes().orElseThrow()).isLessThan(before);

    assertThat(purge(Instant.parse("2026-03-02T00:00:00Z")).removed()).isEqualTo(10);
    assertThat(partitions())
        .containsExactly("metric_bucket_1m_20260302", "metric_bucket_1m_20260303");
    assertThat(starts(EVER)).hasSize(10);
  }

  @Test
  void onePartitionThatIsInUseIsDroppedLater() throws SQLException {
    write(Granularity.MINUTE, TEN, TEN.plus(Duration.ofDays(1)));
    clearMarks();
    Instant secondDay = Instant.parse("2026-03-02T00:00:00Z");
    try (Connection reader = place.connect();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("LOCK TABLE metric_bucket_1m_20260301 IN ACCESS SHARE MODE");
      long start = System.nanoTime();

      assertThat(purge(secondDay)).isEqualTo(new PurgeOutcome(1, true, secondDay));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      assertThat(starts(EVER)).containsExactly(TEN.plus(Duration.ofDays(1)));
      assertThat(partitions()).contains("metric_bucket_1m_20260301");
      write(Granularity.MINUTE, TEN.plus(Duration.ofDays(2)));
      reader.rollback();
    }
    purge(secondDay);

    assertThat(partitions()).doesNotContain("metric_bucket_1m_20260301");
  }

  /** The plan of one day's question names no table of another day. */
  @Test
  void theViewReadsOnlyThePartitionsOfTheTimeThatIsAskedFor() throws SQLException {
    write(Granularity.MINUTE, TEN, TEN.plus(Duration.ofDays(1)), TEN.plus(Duration.ofDays(2)));

    assertThat(
            String.join(
                "\n",
                place.texts(
                    "EXPLAIN SELECT value FROM metrics WHERE name = 'orders.count'"
                        + " AND timestamp >= '2026-03-02Z' AND timestamp < '2026-03-03Z'")))
        .contains("metric_bucket_1m_20260302")
        .doesNotContain("metric_bucket_1m_20260301")
        .doesNotContain("metric_bucket_1m_20260303");
  }

  private void write(Granularity granularity, Instant... starts) {
    assertThat(store.buckets().write(batch(granularity, starts)).refused()).isEmpty();
  }

  private static Batch batch(Granularity granularity, Instant... starts) {
    List<OwnedBucket> buckets = new ArrayList<>();
    for (Instant start : starts) {
      Bucket bucket = new Bucket(start, 1, CounterState.ofWhole(1));
      buckets.add(new OwnedBucket(ORDERS, granularity, WRITER, bucket));
    }
    return new Batch(buckets);
  }

  /** As if all were folded. */
  private void clearMarks() throws SQLException {
    place.run("DELETE FROM metric_mark");
  }

  private void janitorForgets(StorageBackend janitor, Instant before) throws SQLException {
    clearMarks();
    janitor.buckets().purge(lease(janitor), Granularity.MINUTE, before, 1);
  }

  private PurgeOutcome purge(Instant before) {
    return store.buckets().purge(lease(store), Granularity.MINUTE, before, 1_000);
  }

  private static Lease lease(StorageBackend janitor) {
    return janitor.control().acquire("janitor", WRITER, Duration.ofHours(1)).orElseThrow();
  }

  private List<String> partitions() throws SQLException {
    return place.texts(
        "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
            + " WHERE c.relnamespace = to_regnamespace(current_schema()) AND c.relkind = 'r'"
            + " ORDER BY 1");
  }

  private List<Instant> starts(TimeRange range) {
    List<Instant> starts = new ArrayList<>();
    try (BucketCursor cursor = store.buckets().readAll(Granularity.MINUTE, range)) {
      cursor.forEachRemaining(owned -> starts.add(owned.bucket().start()));
    }
    return starts;
  }
}
