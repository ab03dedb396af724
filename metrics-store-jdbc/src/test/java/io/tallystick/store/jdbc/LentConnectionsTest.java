package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.Point;
import io.tallystick.spi.PointBatch;
import io.tallystick.spi.PointCursor;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteDataSource;

/** How a store treats connections that are not its own. */
class LentConnectionsTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final SeriesKey SERIES =
      SeriesKey.system("a.value", MetricKind.GAUGE, "service:api", Tags.of("k", "v"));

  @TempDir Path directory;

  private final List<Connection> opened = new ArrayList<>();
  private final List<Boolean> modesAtClose = Collections.synchronizedList(new ArrayList<>());
  private SQLiteDataSource real;

  @BeforeEach
  void makeSource() {
    real = WalSource.at(directory.resolve("shared.db"));
  }

  @Test
  void aPoolThatTheApplicationGoesOnWithGetsAllItsConnectionsBack() throws Exception {
    try (HikariDataSource pool = pool(5)) {
      pool.setAutoCommit(false);
      orderIn(pool, "CREATE TABLE orders (id INTEGER)");
      try (StorageBackend store = JdbcStore.on(pool)) {
        write(store, 1);
        orderIn(pool, "INSERT INTO orders VALUES (1)");
        write(store, 2);

        assertThat(valuesIn(store)).containsExactly(1.0, 2.0);
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isOne();
      }
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
      for (int i = 0; i < 5; i++) {
        orderIn(pool, "INSERT INTO orders VALUES (2)");
      }
      assertThat(number("SELECT COUNT(*) FROM orders")).isEqualTo(6);
      assertThat(number("SELECT COUNT(*) FROM metric_point")).isEqualTo(2);
    }
  }

  /** As an application does whose pool has auto-commit off. */
  private static void orderIn(DataSource pool, String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(connection.getAutoCommit()).isFalse();
      statement.execute(sql);
      connection.commit();
    }
  }

  @Test
  void eachConnectionIsClosedInTheModeInWhichItCame() {
    for (boolean isAutoCommit : new boolean[] {true, false}) {
      modesAtClose.clear();
      opened.clear();
      try (StorageBackend store = JdbcStore.on(lending(isAutoCommit))) {
        write(store, 1);
        assertThat(valuesIn(store)).isNotEmpty();
        assertThat(store.buckets().sizeBytes()).isNotEmpty();
      }
      assertThat(modesAtClose).hasSameSizeAs(opened).hasSizeGreaterThan(2);
      assertThat(modesAtClose).containsOnly(isAutoCommit);
    }
  }

  @Test
  void aStoreThatCannotBeginGivesItsConnectionBackOutsideOfATransaction() throws Exception {
    try (HikariDataSource pool = pool(1)) {
      run("CREATE TABLE metric_rate_limit (of_another_program INTEGER)");
      try (StorageBackend store = JdbcStore.on(pool)) {
        assertThatExceptionOfType(StorageException.class)
            .isThrownBy(store::prepare)
            .withMessageContaining("metric_rate_limit already exists")
            .matches(StorageException::canRetry);

        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        requireNoLock();
        run("DROP TABLE metric_rate_limit");
        store.prepare();
      }
    }
  }

  @Test
  void aPoolWithNothingToSpareIsWaitedForAsLongAsItSays() throws Exception {
    try (HikariDataSource pool = pool(2);
        StorageBackend store = JdbcStore.on(pool)) {
      pool.setConnectionTimeout(1_000);
      Connection first = pool.getConnection();
      try (Connection second = pool.getConnection()) {
        assertThat(second.isValid(1)).isTrue();
        requireNoConnection("keep points", () -> write(store, 1));
        first.close();
        write(store, 1);
        requireNoConnection("read points", () -> valuesIn(store));
      }
      assertThat(valuesIn(store)).containsExactly(1.0);
    }
  }

  private static void requireNoConnection(String doing, Runnable work) {
    long start = System.nanoTime();
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(work::run)
        .withMessageStartingWith("Could not " + doing + ": there is no connection that works (")
        .withMessageEndingWith(
            "): see to it that the database answers at the address that was given, and that a pool"
                + " has connections to spare.")
        .matches(StorageException::canRetry);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void aConnectionThatDiedIsReplaced() throws Exception {
    try (StorageBackend store = JdbcStore.on(lending(true))) {
      write(store, 1);
      opened.get(0).close();
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> write(store, 2))
          .matches(StorageException::canRetry);
      write(store, 3);

      assertThat(valuesIn(store)).containsExactly(1.0, 3.0);
    }
  }

  /** The first commits of a write keep what has numbers, the last one its points. */
  @ParameterizedTest
  @CsvSource({"1, 0", "3, 1"})
  void aCommitThatFailsLeavesNothingBehindAndTheLastGivesTheConnectionUp(int failing, int givenUp)
      throws Exception {
    AtomicInteger commits = new AtomicInteger();
    try (StorageBackend store = JdbcStore.on(failingCommits(commits))) {
      write(store, 1);
      commits.set(-failing);
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> write(store, 2))
          .withMessage(
              "Could not keep points: the database does not do what it was asked (no commit): it is"
                  + " tried again.")
          .matches(StorageException::canRetry);
      requireNoLock();
      assertThat(modesAtClose).hasSize(givenUp);
      write(store, 3);

      assertThat(valuesIn(store)).containsExactly(1.0, 3.0);
    }
  }

  /** The commit fails that counts up to zero. */
  private DataSource failingCommits(AtomicInteger commits) {
    DataSource lending = lending(true);
    return StandIns.source(
        () -> {
          Connection connection = lending.getConnection();
          return StandIns.answering(
              Connection.class,
              connection,
              (method, arguments) ->
                  method.equals("createStatement")
                      ? StandIns.answering(
                          Statement.class,
                          connection.createStatement(),
                          (called, sql) -> failIfCommit(commits, called, sql))
                      : null);
        });
  }

  private static Object failIfCommit(AtomicInteger commits, String called, Object[] sql)
      throws SQLException {
    if (called.equals("execute") && sql[0].equals("COMMIT") && commits.incrementAndGet() == 0) {
      throw new SQLException("no commit");
    }
    return null;
  }

  @Test
  void twoReadAtATimeHoweverManyWouldLikeTo() throws Exception {
    CountDownLatch lend = new CountDownLatch(1);
    AtomicInteger came = new AtomicInteger();
    DataSource source =
        StandIns.source(
            () -> {
              if (!Thread.currentThread().getName().equals("tallystick-jdbc")) {
                came.incrementAndGet();
                awaitOrFail(lend);
              }
              return real.getConnection();
            });
    try (StorageBackend store = JdbcStore.on(source)) {
      write(store, 1);
      List<FutureTask<List<Double>>> reading = new ArrayList<>();
      List<Thread> readers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        reading.add(new FutureTask<>(() -> valuesIn(store)));
        readers.add(new Thread(reading.get(i)));
        readers.get(i).start();
      }
      while (!readers.stream().allMatch(LentConnectionsTest::isWaiting)) {
        Thread.onSpinWait();
      }
      assertThat(came).hasValue(2);
      lend.countDown();
      for (FutureTask<List<Double>> each : reading) {
        assertThat(each.get(1, TimeUnit.MINUTES)).containsExactly(1.0);
      }
    }
  }

  /** For its turn, or for what the source lends. */
  private static boolean isWaiting(Thread reader) {
    return reader.getState() == Thread.State.TIMED_WAITING || !reader.isAlive();
  }

  private static void awaitOrFail(CountDownLatch latch) throws SQLException {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new SQLException("nothing was lent");
      }
    } catch (InterruptedException e) {
      throw new SQLException(e);
    }
  }

  private HikariDataSource pool(int size) {
    HikariDataSource pool = new HikariDataSource();
    pool.setDataSource(real);
    pool.setMaximumPoolSize(size);
    pool.setPoolName("of-the-application");
    return pool;
  }

  /** A source that notes what it lends, and in which mode that is when it is closed. */
  private DataSource lending(boolean isAutoCommit) {
    return StandIns.source(
        () -> {
          Connection connection = real.getConnection();
          connection.setAutoCommit(isAutoCommit);
          opened.add(connection);
          return StandIns.answering(
              Connection.class,
              connection,
              (method, arguments) -> {
                if (method.equals("close")) {
                  modesAtClose.add(connection.getAutoCommit());
                }
                return null;
              });
        });
  }

  /** Nobody is in a transaction that writes. */
  private void requireNoLock() throws SQLException {
    real.setBusyTimeout(0);
    run("BEGIN IMMEDIATE");
    real.setBusyTimeout(5_000);
  }

  private static void write(StorageBackend store, double value) {
    store
        .points()
        .createBatch(PointBatch.of(new Point(SERIES, TEN.plusMillis((long) value), value)));
  }

  private static List<Double> valuesIn(StorageBackend store) {
    List<Double> values = new ArrayList<>();
    try (PointCursor cursor = store.points().find("a.value", TEN, TEN.plusSeconds(60))) {
      cursor.forEachRemaining(point -> values.add(point.value()));
    }
    return values;
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = real.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.getLong(1);
    }
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = real.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
