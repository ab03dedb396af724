package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.Point;
import io.tallystick.spi.PointBatch;
import io.tallystick.spi.PointCursor;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.WriterId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class JdbcStoreTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final int UNLUCKY = 13;
  private static final SeriesKey SERIES =
      SeriesKey.system("a.value", MetricKind.GAUGE, "service:api", Tags.empty());
  private static final Point SMALL = new Point(SERIES, TEN, 1);

  @TempDir Path directory;

  private final AtomicInteger opened = new AtomicInteger();
  private SQLiteDataSource real;
  private DataSource source;
  private int points;

  @BeforeEach
  void makeSource() {
    real = WalSource.at(directory.resolve("shared.db"));
    source =
        StandIns.source(
            () -> {
              opened.incrementAndGet();
              return real.getConnection();
            });
  }

  @Test
  void nothingIsOpenedBeforeItIsNeeded() {
    try (StorageBackend store = JdbcStore.on(source)) {
      assertThat(store.buckets()).isSameAs(store.buckets());
      assertThat(opened).hasValue(0);
      store.prepare();
      assertThat(opened).hasValue(1);
    }
  }

  @Test
  void whatIsMissingIsRefusedAtOnce() {
    assertThatNullPointerException().isThrownBy(() -> JdbcStore.on(null)).withMessage("source");
    assertThatNullPointerException()
        .isThrownBy(() -> JdbcStore.on(source, null))
        .withMessage("zone");
  }

  @Test
  void daysBeginInTheZoneThatItWasMadeWith() {
    try (StorageBackend store = JdbcStore.on(source, ZoneOffset.ofHours(3))) {
      store.prepare();
    }
    try (StorageBackend store = JdbcStore.on(source)) {
      assertThat(store.buckets().identity().zone()).isEqualTo(ZoneOffset.ofHours(3));
    }
  }

  /**
   * Each transaction reads before it writes: one that began without the lock would fail at once.
   */
  @Test
  void twoStoresOfOneDatabaseWriteAtTheSameTime() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    CyclicBarrier start = new CyclicBarrier(2);
    try (StorageBackend one = JdbcStore.on(source);
        StorageBackend other = JdbcStore.on(WalSource.at(directory.resolve("shared.db")))) {
      one.prepare();
      List<Future<?>> writing = new ArrayList<>();
      for (StorageBackend store : List.of(one, other)) {
        WriterId writer = WriterId.random();
        writing.add(
            pool.submit(
                () -> {
                  start.await();
                  writeHundred(store, writer);
                  return null;
                }));
      }
      for (Future<?> each : writing) {
        each.get(1, TimeUnit.MINUTES);
      }

      assertThat(valuesIn(one)).hasSize(200);
      assertThat(valuesIn(one).stream().mapToDouble(each -> each).sum()).isEqualTo(2 * 4_950);
      assertThat(valuesIn(other)).hasSize(200);
    } finally {
      pool.shutdownNow();
    }
  }

  private static void writeHundred(StorageBackend store, WriterId writer) {
    for (int i = 0; i < 100; i++) {
      SeriesKey series =
          SeriesKey.system("a.value", MetricKind.GAUGE, "service:api", Tags.of("k", "" + i));
      store
          .points()
          .createBatch(new PointBatch(writer, i + 1L, List.of(new Point(series, TEN, i))));
    }
  }

  @Test
  void whatIsLockedForTooLongIsSaidInOneSentenceAndWorksLater() throws Exception {
    real.setBusyTimeout(20);
    try (StorageBackend store = JdbcStore.on(source);
        Connection other = real.getConnection();
        Statement statement = other.createStatement()) {
      write(store, 1);
      int before = opened.get();
      statement.execute("BEGIN IMMEDIATE");
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> write(store, 2))
          .withMessageStartingWith(
              "Could not keep points: someone else holds a lock of the database")
          .withMessageEndingWith(
              ": it is tried again; if this goes on, end what holds it, or let connections wait"
                  + " longer for locks.")
          .matches(StorageException::canRetry);
      statement.execute("ROLLBACK");
      write(store, 3);

      assertThat(opened).hasValue(before);
      assertThat(valuesIn(store)).containsExactly(1.0, 3.0);
    }
  }

  @Test
  void aValueThatIsNotTakenIsRefusedForGoodAndNothingElseIs() throws Exception {
    try (StorageBackend store = JdbcStore.on(source)) {
      write(store, 1);
      run(
          "CREATE TRIGGER unlucky BEFORE INSERT ON metric_point WHEN NEW.value = 13"
              + " BEGIN SELECT RAISE(ABORT, 'no thirteen'); END");
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> write(store, UNLUCKY))
          .withMessageStartingWith("Could not keep points: the database does not take a value (")
          .withMessageContaining("no thirteen")
          .matches(refused -> !refused.canRetry());
      write(store, 2);

      assertThat(valuesIn(store)).containsExactly(1.0, 2.0);
    }
  }

  @Test
  void aDatabaseThatIsAwaySaysSoWithoutItsAddressAndIsFoundLater() {
    DataSource away =
        StandIns.source(
            () -> {
              if (opened.incrementAndGet() <= 2) {
                throw new SQLException("no answer from jdbc:x://db/m?user=u&password=hunter2");
              }
              return real.getConnection();
            });
    try (StorageBackend store = JdbcStore.on(away)) {
      for (int i = 0; i < 2; i++) {
        assertThatExceptionOfType(StorageException.class)
            .isThrownBy(() -> write(store, 1))
            .withMessage(
                "Could not keep points: there is no connection that works (no answer"
                    + " from jdbc:…): see to it that the database answers at the address"
                    + " that was given, and that a pool has connections to spare.")
            .matches(StorageException::canRetry);
      }
      write(store, 1);

      assertThat(valuesIn(store)).containsExactly(1.0);
    }
  }

  @Test
  void aSourceThatBreaksItsPromiseIsSaidToGiveNoConnection() {
    for (DataSource broken :
        List.of(
            StandIns.source(() -> null),
            StandIns.source(
                () -> {
                  throw new IllegalStateException("not configured");
                }))) {
      try (StorageBackend store = JdbcStore.on(broken)) {
        assertThatExceptionOfType(StorageException.class)
            .isThrownBy(store::prepare)
            .withMessageStartingWith("Could not open the store: there is no connection")
            .matches(StorageException::canRetry);
      }
    }
  }

  @Test
  void aDatabaseOfAnotherKindIsRefusedAndLeftAlone() {
    List<String> asked = new ArrayList<>();
    DatabaseMetaData oracle =
        StandIns.answering(DatabaseMetaData.class, null, (method, arguments) -> "Oracle");
    Connection connection =
        StandIns.answering(
            Connection.class,
            null,
            (method, arguments) -> {
              asked.add(method);
              return method.equals("getMetaData") ? oracle : null;
            });
    try (StorageBackend store = JdbcStore.on(StandIns.source(() -> connection))) {
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(store::prepare)
          .withMessage(
              "Cannot keep history in Oracle: the databases that are known are PostgreSQL, MariaDB,"
                  + " MySQL, H2 and SQLite; use one of these, or write a StorageBackend for Oracle.");
    }
    assertThat(asked).containsExactly("getMetaData", "close");
  }

  @Test
  void aDatabaseThatIsFullKeepsNoPartOfAWrite() {
    PointBatch large = PointBatch.of(Collections.nCopies(5_000, SMALL).toArray(Point[]::new));
    try (StorageBackend store = JdbcStore.on(source)) {
      store.points().createBatch(PointBatch.of(SMALL));
      real.setMaxPageCount((int) (store.buckets().sizeBytes().orElseThrow() / 4_096));
    }
    try (StorageBackend store = JdbcStore.on(source)) {
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> store.points().createBatch(large))
          .withMessageStartingWith("Could not keep points: the disk of the database is full (")
          .withMessageEndingWith("): free some space.")
          .matches(StorageException::canRetry);
      assertThat(valuesIn(store)).hasSize(1);
    }
    real.setMaxPageCount(1_000_000);
    try (StorageBackend store = JdbcStore.on(source)) {
      store.points().createBatch(large);
      assertThat(valuesIn(store)).hasSize(5_001);
    }
  }

  @Test
  void connectionsThatCannotWriteAreSaidToBeSo() {
    try (StorageBackend store = JdbcStore.on(source)) {
      store.prepare();
    }
    real.setReadOnly(true);
    try (StorageBackend store = JdbcStore.on(source)) {
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> write(store, 1))
          .withMessageStartingWith("Could not keep points: the database cannot be written (")
          .withMessageEndingWith("): give connections that can write.")
          .matches(StorageException::canRetry);
      assertThat(valuesIn(store)).isEmpty();
    }
  }

  @Test
  void aFileKeepsTheFormThatTheApplicationGaveIt() throws Exception {
    real.setJournalMode("TRUNCATE");
    try (StorageBackend store = JdbcStore.on(source)) {
      write(store, 1);
      assertThat(valuesIn(store)).containsExactly(1.0);
    }
    try (Connection connection = real.getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeQuery("PRAGMA auto_vacuum").getInt(1)).isZero();
      assertThat(statement.executeQuery("PRAGMA application_id").getInt(1)).isZero();
      assertThat(statement.executeQuery("PRAGMA journal_mode").getString(1)).isEqualTo("truncate");
    }
  }

  @Test
  void roomThatIsFreeDoesNotCount() throws Exception {
    try (StorageBackend store = JdbcStore.on(source)) {
      long before = store.buckets().sizeBytes().orElseThrow();
      run("CREATE TABLE large AS SELECT zeroblob(1000000) AS content");
      assertThat(store.buckets().sizeBytes().orElseThrow()).isGreaterThan(before + 1_000_000);
      run("DROP TABLE large");

      assertThat(store.buckets().sizeBytes()).hasValue(before);
    }
  }

  private void write(StorageBackend store, double value) {
    store.points().createBatch(PointBatch.of(new Point(SERIES, TEN.plusMillis(points++), value)));
  }

  private static List<Double> valuesIn(StorageBackend store) {
    List<Double> values = new ArrayList<>();
    try (PointCursor cursor = store.points().find("a.value", TEN, TEN.plusSeconds(60))) {
      cursor.forEachRemaining(point -> values.add(point.value()));
    }
    return values;
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = real.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
