package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallystick.spi.Batch;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.PurgeOutcome;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import io.tallystick.store.jdbc.Databases.Place;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two instances at the same rows: each waits for the other where it must. */
class SharedRowsTest {
  private static final Instant TEN = OddValues.TEN;

  /** Another instance is about to write below where the purge wants to go, and has not kept it. */
  @ParameterizedTest
  @EnumSource
  void aPurgeWaitsForAFlushAndStopsAtItsMark(Databases kind) throws Exception {
    Place place = kind.fresh();
    try (StorageBackend store = place.open();
        Connection flush = place.connect();
        Statement statement = flush.createStatement()) {
      Lease lease =
          store.control().acquire("janitor", OddValues.WRITER, Duration.ofHours(1)).orElseThrow();
      flush.setAutoCommit(false);
      statement.executeQuery("SELECT horizon FROM metric_horizon" + held(kind)).close();
      statement.execute(
          "INSERT INTO metric_mark (target, bucket, writer, version) VALUES ('5m', "
              + TEN.getEpochSecond()
              + ", 0, 1)");
      FutureTask<PurgeOutcome> purge =
          started(
              () ->
                  store.buckets().purge(lease, Granularity.MINUTE, TEN.plusSeconds(3_600), 1_000));

      assertThatExceptionOfType(TimeoutException.class)
          .isThrownBy(() -> purge.get(500, TimeUnit.MILLISECONDS));
      flush.commit();
      assertThat(purge.get(30, TimeUnit.SECONDS).horizon()).isEqualTo(TEN);
    }
  }

  private static String held(Databases kind) {
    return switch (kind) {
      case POSTGRES -> " FOR SHARE";
      case MARIADB -> " LOCK IN SHARE MODE";
      case H2 -> " FOR UPDATE";
    };
  }

  /** The janitor of another instance removes a series that this one has just looked for. */
  @ParameterizedTest
  @EnumSource
  void aSeriesThatIsRemovedMeanwhileIsMadeAnew(Databases kind) throws Exception {
    Place place = kind.fresh();
    try (StorageBackend before = place.open()) {
      before.buckets().write(Batch.of(OddValues.bucket("paid")));
    }
    place.run("DELETE FROM metric_bucket_1m");
    try (StorageBackend store = place.open();
        Connection janitor = place.connect();
        Statement statement = janitor.createStatement()) {
      store.prepare();
      janitor.setAutoCommit(false);
      statement.execute("DELETE FROM metric_series_tag");
      statement.execute("DELETE FROM metric_series");
      FutureTask<Integer> writing =
          started(() -> store.buckets().write(Batch.of(OddValues.bucket("paid"))).refused().size());

      assertThatExceptionOfType(TimeoutException.class)
          .isThrownBy(() -> writing.get(500, TimeUnit.MILLISECONDS));
      janitor.commit();
      assertThat(writing.get(30, TimeUnit.SECONDS)).isZero();
      assertThat(found(store)).containsExactly(OddValues.bucket("paid"));
    }
  }

  /** A driver may be told to count only rows that became different. */
  @ParameterizedTest
  @EnumSource(names = "MARIADB")
  void aLeaseIsKeptWhateverTheDriverCounts(Databases kind) throws SQLException {
    Place place = kind.fresh();
    String url = place.url() + "?useAffectedRows=true";
    try (StorageBackend store =
        JdbcStore.open(JdbcOptions.at(url).withLogin(place.user(), place.password()))) {
      Lease lease =
          store.control().acquire("janitor", OddValues.WRITER, Duration.ofHours(1)).orElseThrow();
      for (int i = 0; i < 3; i++) {
        assertThat(store.buckets().purge(lease, Granularity.MINUTE, TEN, 10).isDone()).isTrue();
      }
      assertThat(store.control().acquire("janitor", OddValues.WRITER, Duration.ofHours(1)))
          .isPresent();
    }
  }

  private static <T> FutureTask<T> started(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private static List<OwnedBucket> found(StorageBackend store) {
    List<OwnedBucket> found = new ArrayList<>();
    TimeRange hour = new TimeRange(TEN, TEN.plusSeconds(3_600));
    try (BucketCursor cursor = store.buckets().readAll(Granularity.MINUTE, hour)) {
      cursor.forEachRemaining(found::add);
    }
    return found;
  }
}
