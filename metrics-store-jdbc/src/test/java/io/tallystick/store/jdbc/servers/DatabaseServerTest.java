package io.tallystick.store.jdbc.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatabaseServerTest {
  enum Kind {
    POSTGRES(PostgresServer::shared, PostgresServer::start, "SHOW max_connections"),
    MARIADB(MariaDbServer::shared, MariaDbServer::start, "SELECT @@max_connections");

    final Supplier<DatabaseServer> shared;
    final Function<Map<String, String>, DatabaseServer> start;
    final String connectionsSql;

    Kind(
        Supplier<DatabaseServer> shared,
        Function<Map<String, String>, DatabaseServer> start,
        String connectionsSql) {
      this.shared = shared;
      this.start = start;
      this.connectionsSql = connectionsSql;
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachCallGivesAnEmptySchema(Kind kind) throws SQLException {
    DatabaseServer server = kind.shared.get();

    for (int round = 0; round < 2; round++) {
      try (Connection connection = server.connect(server.freshSchema())) {
        assertThat(changed(connection, "CREATE TABLE t (n INT)")).isZero();
        assertThat(changed(connection, "INSERT INTO t VALUES (7)")).isEqualTo(1);
        assertThat(text(connection, "SELECT n FROM t")).isEqualTo("7");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWrongPasswordIsRefused(Kind kind) {
    DatabaseServer server = kind.shared.get();

    assertThatThrownBy(
            () -> DriverManager.getConnection(server.firstUrl(), server.user(), "guessed"))
        .isInstanceOf(SQLException.class);
  }

  @ParameterizedTest
  @EnumSource
  void aPausedServerAnswersWhenItGoesOn(Kind kind) throws Exception {
    DatabaseServer server = kind.shared.get();
    try (Connection connection = server.connect(server.freshSchema())) {
      server.pause();
      CompletableFuture<String> answer =
          CompletableFuture.supplyAsync(() -> text(connection, "SELECT 1"));
      assertThat(answer.isDone() || finishes(answer)).isFalse();

      server.resume();
      assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("1");
    } finally {
      server.resume();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatWasCommittedIsThereAfterAKillAndARestartOnTheSamePort(Kind kind) throws SQLException {
    try (DatabaseServer server = kind.start.apply(Map.of())) {
      String url = server.freshSchema();
      try (Connection connection = server.connect(url)) {
        changed(connection, "CREATE TABLE t (n INT)");
        changed(connection, "INSERT INTO t VALUES (7)");
        server.kill();
        assertThatThrownBy(() -> server.connect(url)).isInstanceOf(SQLException.class);
      }
      server.restart();
      long first = server.pid();
      server.pause();
      server.restart();

      assertThat(server.pid()).isNotEqualTo(first);
      try (Connection connection = server.connect(url)) {
        assertThat(text(connection, "SELECT n FROM t")).isEqualTo("7");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aServerOfItsOwnHasItsSettingsAndLeavesNothing(Kind kind) throws SQLException {
    String option = kind == Kind.POSTGRES ? "max_connections" : "max-connections";
    Path directory;
    ProcessHandle process;
    try (DatabaseServer server = kind.start.apply(Map.of(option, "17"));
        Connection connection = server.connect(server.firstUrl())) {
      assertThat(text(connection, kind.connectionsSql)).isEqualTo("17");
      directory = Path.of(text(connection, server.directorySql()));
      process = ProcessHandle.of(server.pid()).orElseThrow();
      assertThat(Files.exists(directory)).isTrue();
    }
    assertThat(process.isAlive()).isFalse();
    assertThat(Files.exists(directory.getParent())).isFalse();
  }

  @Test
  void aServerThatCannotStartSaysWhatItLogged() {
    assertThatThrownBy(() -> PostgresServer.start(Map.of("max_connections", "none")))
        .hasMessageContaining("does not answer")
        .hasMessageContaining("invalid value for parameter \"max_connections\"");
  }

  private static boolean finishes(CompletableFuture<?> future) throws Exception {
    try {
      future.get(300, TimeUnit.MILLISECONDS);
      return true;
    } catch (java.util.concurrent.TimeoutException still) {
      return false;
    }
  }

  private static int changed(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  private static String text(Connection connection, String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
