package io.tallystick.instrument.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CancelTest {

  @ParameterizedTest
  @EnumSource
  void anotherThreadCancelsAStatement(Database database) throws Exception {
    try (Opened opened = database.open();
        Connection connection = opened.timed().getConnection();
        Statement statement = connection.createStatement()) {
      CompletableFuture<Throwable> ended =
          CompletableFuture.supplyAsync(
              () -> catchThrowable(() -> statement.executeQuery(database.longQuery())));
      if (database != Database.SQLITE) {
        awaitQuery(opened);
      }
      cancelUntil(ended, statement);
      assertThat(ended.get(1, TimeUnit.SECONDS)).isInstanceOf(SQLException.class);
      assertThat(opened.times().take()).containsExactly("select error");
    }
  }

  /** H2 forgets a cancel that comes just before the query, and those that follow it. */
  private static void awaitQuery(Opened opened) throws SQLException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    try (Connection watching = opened.bare().getConnection();
        Statement statement = watching.createStatement()) {
      boolean running = false;
      while (!running && System.nanoTime() < deadline) {
        LockSupport.parkNanos(1_000_000);
        try (ResultSet rows =
            statement.executeQuery(
                "SELECT 1 FROM information_schema.sessions WHERE session_id <> session_id()"
                    + " AND executing_statement LIKE '%system_range%'")) {
          running = rows.next();
        }
      }
      assertThat(running).isTrue();
    }
  }

  /** Again and again: what comes before the statement has begun is lost. */
  private static void cancelUntil(CompletableFuture<Throwable> ended, Statement statement)
      throws SQLException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!ended.isDone() && System.nanoTime() < deadline) {
      statement.cancel();
      LockSupport.parkNanos(1_000_000);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
  void aTimeoutOfTheApplicationHolds(Database database) throws Exception {
    try (Opened opened = database.open();
        Connection connection = opened.timed().getConnection();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      assertThat(statement.getQueryTimeout()).isEqualTo(1);
      assertThat(catchThrowable(() -> statement.executeQuery(database.longQuery())))
          .isInstanceOf(java.sql.SQLTimeoutException.class);
      assertThat(opened.times().take()).containsExactly("select error");
    }
  }
}
