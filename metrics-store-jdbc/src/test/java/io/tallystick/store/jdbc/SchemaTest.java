package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.RequestGroup;
import io.tallystick.spi.RequestSummary;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.StoreIdentity;
import io.tallystick.spi.WriterId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
  private static final int NEWEST = 2;
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");

  @TempDir Path directory;

  @Test
  void anEmptyFileBecomesAStore() throws Exception {
    Path file = Files.createFile(directory.resolve("metrics.db"));

    assertThat(open(file, ZoneId.of("Asia/Kathmandu")))
        .extracting(StoreIdentity::zone, StoreIdentity::created)
        .containsExactly(ZoneId.of("Asia/Kathmandu"), NOW);
    assertThat(texts(file, "SELECT id || schema_version FROM metric_store"))
        .singleElement()
        .asString()
        .matches("[0-9a-f]{32}" + NEWEST);
  }

  @Test
  void aStoreStaysWhatItIsHoweverItIsOpenedLater() throws Exception {
    Path file = directory.resolve("metrics.db");
    StoreIdentity made = open(file, ZoneOffset.UTC);

    assertThat(open(file, ZoneId.of("Asia/Kathmandu"))).isEqualTo(made);
  }

  @Test
  void otherTablesOfTheFileAreLeftAlone() throws Exception {
    Path file = directory.resolve("shared.db");
    run(file, "CREATE TABLE orders AS SELECT 41 AS price");
    open(file, ZoneOffset.UTC);

    assertThat(texts(file, "SELECT price FROM orders")).containsExactly("41");
  }

  @Test
  void anOlderStoreIsBroughtUpToDate() throws Exception {
    Path file = directory.resolve("metrics.db");
    StoreIdentity made = open(file, ZoneOffset.UTC);
    run(file, "DROP VIEW metrics");
    run(file, "UPDATE metric_store SET schema_version = 1");

    assertThat(open(file, ZoneOffset.UTC)).isEqualTo(made);
    assertThat(texts(file, "SELECT COUNT(*) FROM metrics")).containsExactly("0");
    assertThat(texts(file, "SELECT schema_version FROM metric_store")).containsExactly("" + NEWEST);
  }

  @Test
  void aStoreOfANewerReleaseIsRefusedAndLeftAsItIs() throws Exception {
    Path file = directory.resolve("metrics.db");
    open(file, ZoneOffset.UTC);
    run(file, "UPDATE metric_store SET schema_version = 1000");

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> open(file, ZoneOffset.UTC))
        .withMessage(
            "The store was made by a newer release: its schema has version 1000 and this release"
                + " knows %d. Use the newer release, or another store.",
            NEWEST)
        .matches(refused -> !refused.canRetry());
    assertThat(texts(file, "SELECT schema_version FROM metric_store")).containsExactly("1000");
  }

  @Test
  void aMigrationThatFailsLeavesNothingBehind() throws Exception {
    Path file = directory.resolve("metrics.db");
    run(file, "CREATE TABLE metric_rate_limit (of_another_program INTEGER)");

    assertThatExceptionOfType(StorageException.class).isThrownBy(() -> open(file, ZoneOffset.UTC));
    assertThat(texts(file, "SELECT name FROM sqlite_master")).containsExactly("metric_rate_limit");
  }

  @Test
  void whoeverComesAtTheSameTimeFindsOneStore() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 10; round++) {
        Path file = directory.resolve(round + ".db");
        // SQLite lets nobody wait for who makes the log or is the last to leave it: that is done
        try (Connection stays = WalSource.at(file).getConnection()) {
          assertThat(stays.isValid(1)).isTrue();
          List<StoreIdentity> opened = openedAtOnce(pool, file);

          assertThat(texts(file, "SELECT id FROM metric_store"))
              .containsExactly(opened.get(0).id());
          assertThat(opened).containsOnly(opened.get(0));
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static List<StoreIdentity> openedAtOnce(ExecutorService pool, Path file)
      throws Exception {
    CyclicBarrier start = new CyclicBarrier(4);
    List<Future<StoreIdentity>> opening = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      opening.add(
          pool.submit(
              () -> {
                start.await();
                return open(file, ZoneOffset.UTC);
              }));
    }
    List<StoreIdentity> opened = new ArrayList<>();
    for (Future<StoreIdentity> each : opening) {
      opened.add(each.get(1, TimeUnit.MINUTES));
    }
    return opened;
  }

  /** Whoever adds a table or a column says in the documents what it means. */
  @Test
  void theDocumentsNameEveryTableAndColumn() throws Exception {
    Path file = directory.resolve("metrics.db");
    makeEveryTable(file);
    String described = Files.readString(Path.of("../docs/storage.md"));

    assertThat(
            texts(
                file,
                "SELECT DISTINCT c.name FROM sqlite_master t, pragma_table_info(t.name) c"
                    + " WHERE t.type IN ('table', 'view')"))
        .hasSizeGreaterThan(40)
        .allSatisfy(column -> assertThat(described).contains("`" + column + "`"));
    assertThat(texts(file, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"))
        .hasSizeGreaterThan(15)
        .allSatisfy(table -> assertThat(described).contains("`" + table + "`"));
  }

  /** That of requests is made for its first row. */
  private static void makeEveryTable(Path file) {
    try (StorageBackend store = JdbcStore.on(WalSource.at(file))) {
      WriterId janitor = new WriterId(1, 2);
      Lease lease = store.control().acquire("janitor", janitor, Duration.ofHours(1)).orElseThrow();
      RequestGroup group = new RequestGroup(Granularity.DAY, Instant.EPOCH, "/orders", "GET", null);
      RequestSummary row = new RequestSummary(group, 1, 0, 0, null, 0, 0);
      store.requests().orElseThrow().put(lease, List.of(row));
    }
  }

  private static StoreIdentity open(Path file, ZoneId zone) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    try (JdbcStore backend = JdbcStore.with(WalSource.at(file), zone, clock)) {
      backend.prepare();
      return backend.buckets().identity();
    }
  }

  private static void run(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> texts(Path file, String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
