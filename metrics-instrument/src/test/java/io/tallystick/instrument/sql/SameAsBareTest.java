package io.tallystick.instrument.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Metrics;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An application cannot tell whether the wrapper is there. */
class SameAsBareTest {
  private static final String KEYED =
      "CREATE TABLE k (id INTEGER PRIMARY KEY %s, name VARCHAR(20))";

  @ParameterizedTest
  @EnumSource
  void whateverIsAskedForItsParentNamesTheWrapper(Database database) throws SQLException {
    try (Opened opened = database.open();
        Connection connection = opened.timed().getConnection();
        Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement("SELECT 1")) {
      ResultSet rows = statement.executeQuery("SELECT 1");
      assertThat(rows.getStatement()).isSameAs(statement);
      assertThat(statement.getConnection()).isSameAs(connection);
      assertThat(prepared.executeQuery().getStatement()).isSameAs(prepared);
      assertThat(prepared.getConnection()).isSameAs(connection);
      DatabaseMetaData metaData = connection.getMetaData();
      assertThat(metaData.getConnection()).isSameAs(connection);
      try (ResultSet tables = metaData.getTables(null, null, "%", null)) {
        Statement named = tables.getStatement();
        assertThat(tables.getStatement()).isSameAs(named);
        assertThat(named == null ? connection : named.getConnection()).isSameAs(connection);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void generatedKeysAreThere(Database database) throws SQLException {
    try (Opened opened = database.open();
        Connection connection = opened.timed().getConnection()) {
      opened.run(KEYED.formatted(database == Database.SQLITE ? "" : "AUTO_INCREMENT"));
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO k (name) VALUES ('a')", Statement.RETURN_GENERATED_KEYS)) {
        for (int id = 1; id <= 2; id++) {
          insert.executeUpdate();
          try (ResultSet keys = insert.getGeneratedKeys()) {
            assertThat(keys.next()).isTrue();
            assertThat(keys.getInt(1)).isEqualTo(id);
            assertThat(keys.isWrapperFor(ResultSet.class)).isTrue();
            assertThat(keys.getStatement()).isSameAs(keys.getStatement());
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void closingTwiceAndUsingWhatIsClosedIsAsBefore(Database database) throws SQLException {
    try (Opened opened = database.open()) {
      assertThat(closed(opened.timed())).isEqualTo(closed(opened.bare())).contains("Exception");
    }
  }

  private static String closed(DataSource dataSource) throws SQLException {
    Connection connection = dataSource.getConnection();
    Statement statement = connection.createStatement();
    ResultSet rows = statement.executeQuery("SELECT 1");
    StringBuilder seen = new StringBuilder();
    for (AutoCloseable open : new AutoCloseable[] {rows, statement, connection}) {
      for (int i = 0; i < 2; i++) {
        seen.append(Outcome.of(() -> closeAndSay(open))).append('\n');
      }
    }
    seen.append(Outcome.of(rows::next)).append('\n');
    seen.append(Outcome.of(statement::getConnection)).append('\n');
    seen.append(Outcome.of(() -> statement.executeQuery("SELECT 1"))).append('\n');
    seen.append(Outcome.of(connection::createStatement)).append('\n');
    seen.append(rows.isClosed()).append(statement.isClosed()).append(connection.isClosed());
    return seen.toString();
  }

  private static String closeAndSay(AutoCloseable open) throws Exception {
    open.close();
    return "closed";
  }

  @ParameterizedTest
  @EnumSource
  void whatTheDriverUnwrapsToIsUnwrapped(Database database) throws SQLException {
    try (Opened opened = database.open();
        Connection connection = opened.timed().getConnection();
        Connection bare = opened.bare().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1")) {
      Class<? extends Connection> driver = bare.unwrap(Connection.class).getClass();
      assertThat(connection.isWrapperFor(driver)).isTrue();
      assertThat(connection.unwrap(driver)).isInstanceOf(driver);
      assertThat(connection.unwrap(bare.getClass())).isInstanceOf(bare.getClass());
      assertThat(statement.unwrap(Statement.class)).isNotSameAs(statement);
      assertThat(rows.unwrap(ResultSet.class)).isNotSameAs(rows);
      assertThat(connection.isWrapperFor(Thread.class))
          .isEqualTo(bare.isWrapperFor(Thread.class))
          .isFalse();
      assertThat(Outcome.of(() -> connection.unwrap(Thread.class)))
          .contains("Exception")
          .isEqualTo(Outcome.of(() -> bare.unwrap(Thread.class)));
      Class<? extends DataSource> source = opened.bare().getClass();
      assertThat(opened.timed().isWrapperFor(source)).isTrue();
      assertThat(opened.timed().unwrap(source)).isSameAs(opened.bare());
    }
  }

  @ParameterizedTest
  @EnumSource(names = "H2") // The pool wraps the same rows anew, and SQLite refuses.
  void theSameRowsAreTheSameObject(Database database) throws SQLException {
    try (Opened opened = database.open();
        Connection connection = opened.timed().getConnection();
        Statement statement = connection.createStatement()) {
      ResultSet rows = statement.executeQuery("SELECT 1");
      assertThat(statement.getResultSet()).isSameAs(rows).isSameAs(statement.getResultSet());
    }
  }

  @Test
  void warningsPass() throws SQLException {
    SQLWarning warning = new SQLWarning("careful");
    Stub statement = new Stub().answering("getWarnings", warning);
    Stub connection =
        new Stub()
            .answering("getWarnings", warning)
            .answering("createStatement", statement.as(Statement.class));
    Connection timed = over(connection);
    assertThat((Object) timed.getWarnings()).isSameAs(warning);
    assertThat((Object) timed.createStatement().getWarnings()).isSameAs(warning);
  }

  @Test
  void severalResultsAreToldApart() throws SQLException {
    Stub statement = new Stub().answering("execute", true).answering("getMoreResults", true);
    Connection timed = over(new Stub().answering("createStatement", statement.as(Statement.class)));
    Statement wrapper = timed.createStatement();
    statement.answering("getResultSet", new Stub().as(ResultSet.class));
    assertThat(wrapper.execute("call f()")).isTrue();
    ResultSet first = wrapper.getResultSet();
    assertThat(wrapper.getResultSet()).isSameAs(first);
    statement.answering("getResultSet", new Stub().as(ResultSet.class));
    assertThat(wrapper.getMoreResults()).isTrue();
    assertThat(wrapper.getResultSet()).isNotEqualTo(first).isSameAs(wrapper.getResultSet());
  }

  @Test
  void aStatementThatNamesAnotherConnectionGivesThatOne() throws SQLException {
    Connection physical = new Stub().as(Connection.class);
    Stub statement = new Stub().answering("getConnection", physical);
    Connection timed = over(new Stub().answering("createStatement", statement.as(Statement.class)));
    Connection named = timed.createStatement().getConnection();
    assertThat(named).isNotEqualTo(timed).isNotSameAs(physical);
    assertThat(Bare.of(named)).isSameAs(physical);
  }

  private static Connection over(Stub connection) throws SQLException {
    Stub dataSource = new Stub().answering("getConnection", connection.as(Connection.class));
    return TimedDataSource.of(dataSource.as(DataSource.class), Metrics.noop()).getConnection();
  }
}
