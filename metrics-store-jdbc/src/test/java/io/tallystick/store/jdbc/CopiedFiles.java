package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.StorageBackend;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two stores in files, which take the time from one clock. */
abstract class CopiedFiles {
  static final Instant NOW = Instant.parse("2026-03-20T10:30:00Z");

  @TempDir Path directory;

  final HandClock clock = new HandClock(NOW);
  private final List<StorageBackend> opened = new ArrayList<>();
  StorageBackend source;
  StorageBackend target;

  @BeforeEach
  void open() {
    source = opened("source.db", ZoneOffset.UTC);
    target = opened("target.db", ZoneOffset.UTC);
  }

  @AfterEach
  void close() {
    opened.forEach(StorageBackend::close);
  }

  final StorageBackend opened(String name, ZoneId zone) {
    StorageBackend store = JdbcStore.with(WalSource.at(directory.resolve(name)), zone, clock);
    opened.add(store);
    return store;
  }

  final CopyReport copy() {
    return StoreCopy.from(source).to(target).run(line -> {});
  }

  final void copyAll() {
    assertThat(copy().differences()).isEmpty();
  }

  final void inTarget(String sql) throws SQLException {
    in("target.db", sql);
  }

  final void in(String name, String sql) throws SQLException {
    assertThat(run(name, sql)).as("changed rows").isPositive();
  }

  final int run(String name, String sql) throws SQLException {
    try (Connection connection = WalSource.at(directory.resolve(name)).getConnection();
        Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  final List<String> texts(String name, String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = WalSource.at(directory.resolve(name)).getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  /** What was counted of the orders. */
  static long orders(StorageBackend store, Granularity granularity) {
    return Snapshot.states(store).entrySet().stream()
        .filter(each -> each.getKey().granularity() == granularity)
        .filter(each -> each.getKey().series().equals(SampleHistory.ORDERS))
        .mapToLong(each -> ((CounterState) each.getValue()).whole())
        .sum();
  }
}
