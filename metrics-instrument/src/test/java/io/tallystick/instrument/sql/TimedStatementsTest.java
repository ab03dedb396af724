package io.tallystick.instrument.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tallystick.Tags;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is recorded of which statement. */
class TimedStatementsTest {
  private static final String TABLE = "CREATE TABLE t (id INTEGER PRIMARY KEY, name VARCHAR(20))";

  @ParameterizedTest
  @EnumSource
  void eachStatementIsASampleOfItsOperation(Database database) throws SQLException {
    try (Opened opened = database.open();
        Connection connection = opened.timed().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
      assertThat(statement.executeUpdate("INSERT INTO t VALUES (1, 'a'), (2, 'b')")).isEqualTo(2);
      assertThat(statement.executeUpdate("UPDATE t SET name = 'c' WHERE id = 2")).isEqualTo(1);
      assertThat(statement.executeLargeUpdate("DELETE FROM t WHERE id = 2")).isEqualTo(1);
      assertThat(statement.execute("/* why */ SELECT * FROM t")).isTrue();
      statement.executeQuery("WITH a AS (SELECT 1 AS x) SELECT x FROM a").close();
      statement.executeQuery("VALUES (1)").close();
      statement.execute("DROP TABLE t");
      statement.execute(database == Database.SQLITE ? "PRAGMA optimize" : "SET SCHEMA PUBLIC");
      assertThat(opened.times().take())
          .containsExactly(
              "ddl success",
              "insert success",
              "update success",
              "delete success",
              "select success",
              "select success",
              "select success",
              "ddl success",
              "other success");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPreparedStatementIsASampleEachTimeItIsExecuted(Database database) throws SQLException {
    try (Opened opened = database.open()) {
      opened.run(TABLE);
      try (Connection connection = opened.timed().getConnection();
          PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?)");
          PreparedStatement select = connection.prepareStatement("SELECT name FROM t WHERE id=?")) {
        assertThat(opened.times().take()).as("preparing").isEmpty();
        for (int id = 1; id <= 3; id++) {
          insert.setInt(1, id);
          insert.setString(2, "n" + id);
          assertThat(insert.executeUpdate()).isEqualTo(1);
        }
        select.setInt(1, 2);
        try (ResultSet rows = select.executeQuery()) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getString(1)).isEqualTo("n2");
          assertThat(rows.next()).isFalse();
        }
        assertThat(select.execute()).isTrue();
        assertThat(opened.times().take())
            .containsExactly(
                "insert success",
                "insert success",
                "insert success",
                "select success",
                "select success");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
  void mergesAndCallsAreTold(Database database) throws SQLException {
    try (Opened opened = database.open();
        Connection connection = opened.timed().getConnection()) {
      opened.run(TABLE);
      try (Statement statement = connection.createStatement()) {
        assertThat(statement.executeUpdate("MERGE INTO t KEY (id) VALUES (1, 'a')")).isEqualTo(1);
      }
      try (CallableStatement call = connection.prepareCall("{call abs(?)}")) {
        call.setInt(1, -7);
        ResultSet rows = call.executeQuery();
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isEqualTo(7);
        assertThat(rows.getStatement()).isSameAs(call);
      }
      assertThat(opened.times().take()).containsExactly("merge success", "call success");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBatchIsOneSample(Database database) throws SQLException {
    try (Opened opened = database.open()) {
      opened.run(TABLE);
      try (Connection connection = opened.timed().getConnection();
          Statement statement = connection.createStatement();
          PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?)")) {
        statement.addBatch("INSERT INTO t VALUES (1, 'a')");
        statement.addBatch("insert into t values (2, 'b')");
        assertThat(statement.executeBatch()).containsExactly(1, 1);
        statement.addBatch("INSERT INTO t VALUES (3, 'c')");
        statement.addBatch("DELETE FROM t");
        assertThat(statement.executeLargeBatch()).containsExactly(1, 3);
        statement.addBatch("DELETE FROM t");
        statement.clearBatch();
        statement.addBatch("UPDATE t SET name = 'd'");
        statement.executeBatch();
        for (int id = 1; id <= 3; id++) {
          insert.setInt(1, id);
          insert.setString(2, "n");
          insert.addBatch();
        }
        assertThat(insert.executeBatch()).containsExactly(1, 1, 1);
        assertThat(opened.times().take())
            .containsExactly("insert success", "other success", "update success", "insert success");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyBatchIsASampleToo(Database database) throws SQLException {
    try (Opened opened = database.open()) {
      opened.run(TABLE);
      try (Connection connection = opened.timed().getConnection();
          Statement statement = connection.createStatement();
          PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?)")) {
        statement.executeBatch();
        insert.executeBatch();
        assertThat(opened.times().take())
            .hasSize(2)
            .allSatisfy(sample -> assertThat(sample).matches("(other|insert) (success|error)"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCallOnAClosedStatementIsASampleAsItEnds(Database database) throws SQLException {
    try (Opened opened = database.open();
        Connection connection = opened.timed().getConnection()) {
      Statement statement = connection.createStatement();
      statement.close();
      Throwable thrown = catchThrowable(() -> statement.executeQuery("SELECT 1"));
      assertThat(thrown == null).as("it opens again").isEqualTo(database == Database.SQLITE);
      assertThat(opened.times().take())
          .containsExactly(thrown == null ? "select success" : "select error");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBatchThatFailsIsAnErrorWithItsCounts(Database database) throws SQLException {
    try (Opened opened = database.open()) {
      opened.run(TABLE);
      String bare = failingBatch(opened.bare().getConnection());
      opened.run("DELETE FROM t");
      assertThat(opened.times().take()).isEmpty();
      String timed = failingBatch(opened.timed().getConnection());
      assertThat(opened.times().take()).containsExactly("insert error");
      assertThat(timed).isEqualTo(bare);
      if (database != Database.SQLITE) {
        int failed = Statement.EXECUTE_FAILED;
        assertThat(timed)
            .contains("BatchUpdateException")
            .endsWith("[1, 1, %d, 1]".formatted(failed));
      }
    }
  }

  private static String failingBatch(Connection connection) throws SQLException {
    try (connection;
        PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, 'a')")) {
      for (int id : new int[] {1, 2, 1, 3}) {
        insert.setInt(1, id);
        insert.addBatch();
      }
      return Outcome.of(insert::executeBatch);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStatementThatFailsIsAnError(Database database) throws SQLException {
    try (Opened opened = database.open();
        Connection connection = opened.timed().getConnection();
        Statement statement = connection.createStatement()) {
      opened.run(TABLE);
      assertThatThrownBy(() -> statement.executeQuery("SELECT secret FROM nowhere"))
          .isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> statement.executeUpdate("INSERT INTO t VALUES (NULL, 1, 2)"))
          .isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> statement.execute("gibberish")).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> connection.prepareStatement("SELECT secret FROM nowhere"))
          .as("not executed, so not recorded")
          .isInstanceOf(SQLException.class);
      assertThat(opened.times().take())
          .containsExactly("select error", "insert error", "other error");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoStatementIsNotTimed(Database database) throws SQLException {
    try (Opened opened = database.open()) {
      opened.run(TABLE);
      try (Connection connection = opened.timed().getConnection()) {
        connection.setAutoCommit(false);
        Savepoint savepoint = connection.setSavepoint("s");
        connection.rollback(savepoint);
        connection.commit();
        connection.rollback();
        assertThat(connection.isValid(1)).isTrue();
        connection.getMetaData().getTables(null, null, "%", null).close();
        connection.setAutoCommit(true);
      }
      assertThat(opened.times().take()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void noTextOfAStatementIsATag(Database database) throws SQLException {
    try (Opened opened = database.open();
        Connection connection = opened.timed().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE secret (id INTEGER)");
      statement.execute("INSERT INTO secret VALUES (1)");
      connection.prepareStatement("SELECT * FROM secret WHERE 'secret' = 'b'").executeQuery();
      assertThat(opened.times().bound())
          .as("a series of what happened, and none of what did not")
          .allSatisfy(tags -> assertThat(tags.toString()).doesNotContain("secret"));
      assertThat(values(opened.times().bound()))
          .containsExactlyInAnyOrder("ddl", "insert", "select");
    }
  }

  private static List<String> values(List<Tags> bound) {
    return bound.stream().map(tags -> tags.get("operation")).collect(Collectors.toList());
  }
}
