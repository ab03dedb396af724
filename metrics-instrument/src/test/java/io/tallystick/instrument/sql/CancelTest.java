package io.tallystick.instrument.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.Connection;
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
      cancelUntil(ended, statement);
      assertThat(ended.get(1, TimeUnit.SECONDS)).isInstanceOf(SQLException.class);
      assertThat(opened.times().take()).containsExactly("select error");
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
