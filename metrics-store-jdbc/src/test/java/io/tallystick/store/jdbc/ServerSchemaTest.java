package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.RequestGroup;
import io.tallystick.spi.RequestSummary;
import io.tallystick.spi.RequestTable;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.StoreIdentity;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import io.tallystick.store.jdbc.Databases.Place;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables in databases that instances share: made once, whoever comes, and however far it came. */
class ServerSchemaTest {
  private static final int AT_ONCE = 4;
  private static final TimeRange EVER =
      new TimeRange(Instant.EPOCH, Instant.parse("9000-01-01T00:00:00Z"));

  @ParameterizedTest
  @EnumSource
  void whoeverComesAtTheSameTimeFindsOneStore(Databases kind) throws Exception {
    Place place = kind.fresh();
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    CyclicBarrier start = new CyclicBarrier(AT_ONCE);
    List<Future<StoreIdentity>> opening = new ArrayList<>();
    try {
      for (int i = 0; i < AT_ONCE; i++) {
        opening.add(
            pool.submit(
                () -> {
                  start.await();
                  return identity(place);
                }));
      }
      List<StoreIdentity> opened = new ArrayList<>();
      for (Future<StoreIdentity> each : opening) {
        opened.add(each.get(1, TimeUnit.MINUTES));
      }
      assertThat(opened).containsOnly(opened.get(0));
      assertThat(place.texts("SELECT id FROM metric_store")).containsExactly(opened.get(0).id());
    } finally {
      pool.shutdownNow();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStoreStaysWhatItIsHoweverItIsOpenedLater(Databases kind) {
    Place place = kind.fresh();
    StoreIdentity made = identity(place);
    JdbcOptions elsewhere = place.options().withZone(ZoneId.of("Asia/Kathmandu"));
    try (StorageBackend store = JdbcStore.open(elsewhere)) {
      assertThat(store.buckets().identity()).isEqualTo(made);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStoreOfANewerReleaseIsRefusedAndLeftAsItIs(Databases kind) throws SQLException {
    Place place = kind.fresh();
    identity(place);
    place.run("UPDATE metric_store SET schema_version = 1000");

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> identity(place))
        .withMessageStartingWith("The store was made by a newer release: its schema has version")
        .matches(refused -> !refused.canRetry());
    assertThat(place.texts("SELECT schema_version FROM metric_store")).containsExactly("1000");
  }

  @ParameterizedTest
  @EnumSource
  void anOlderStoreIsBroughtUpToDate(Databases kind) throws SQLException {
    Place place = kind.fresh();
    StoreIdentity made = identity(place);
    place.run("DROP VIEW metrics");
    place.run("UPDATE metric_store SET schema_version = 1");

    assertThat(identity(place)).isEqualTo(made);
    assertThat(place.texts("SELECT COUNT(*) FROM metrics")).containsExactly("0");
  }

  /** PostgreSQL makes all tables or none; the others keep each that was made. */
  @ParameterizedTest
  @EnumSource(names = "POSTGRES", mode = EnumSource.Mode.EXCLUDE)
  void tablesThatSomeoneMadeHalfAreFinished(Databases kind) throws SQLException {
    Place place = kind.fresh();
    StoreIdentity made = identity(place);
    place.run("DROP VIEW metrics");
    place.run("DROP TABLE metric_bucket_1d");
    place.run("DROP TABLE metric_rate_limit");
    place.empty();

    assertThat(identity(place)).isNotEqualTo(made);
    assertThat(place.texts("SELECT COUNT(*) FROM metrics")).containsExactly("0");
    assertThat(place.texts("SELECT COUNT(*) FROM metric_bucket_1d")).containsExactly("0");
  }

  @ParameterizedTest
  @EnumSource
  void tablesThatAreLostAreMadeAnew(Databases kind) throws SQLException {
    Place place = kind.fresh();
    try (StorageBackend store = place.open()) {
      store.prepare();
      place.run("DROP VIEW metrics");
      for (String table : place.tables()) {
        place.run("DROP TABLE " + table);
      }
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> store.points().createBatch(OddValues.points("lost")))
          .withMessageContaining("tables of the store are missing")
          .matches(StorageException::canRetry);
      assertThatNoException()
          .isThrownBy(() -> store.points().createBatch(OddValues.points("lost")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTableOfRequestsOfAnotherProgramIsLeftAlone(Databases kind) throws SQLException {
    Place place = kind.fresh();
    place.run("CREATE TABLE api_metrics (of_another_program INTEGER)");
    place.run("INSERT INTO api_metrics VALUES (7)");
    try (StorageBackend store = place.open()) {
      RequestTable requests = store.requests().orElseThrow();
      Lease lease =
          store.control().acquire("janitor", new WriterId(1, 2), Duration.ofHours(1)).orElseThrow();
      RequestGroup group = new RequestGroup(Granularity.HOUR, Instant.EPOCH, "/", "GET", null);
      RequestSummary row = new RequestSummary(group, 1, 0, 0, null, 0, 0);

      assertThat(requests.purge(lease, Granularity.HOUR, Instant.MAX, 10)).isZero();
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> requests.put(lease, List.of(row)))
          .withMessageContaining("a table api_metrics of another program")
          .matches(refused -> !refused.canRetry());
      assertThat(requests.find(Granularity.HOUR, EVER)).isEmpty();
      place.run("DROP TABLE api_metrics");
      requests.put(lease, List.of(row));
      assertThat(requests.find(Granularity.HOUR, EVER)).containsExactly(row);
    }
  }

  private static StoreIdentity identity(Place place) {
    try (StorageBackend store = place.open()) {
      return store.buckets().identity();
    }
  }
}
