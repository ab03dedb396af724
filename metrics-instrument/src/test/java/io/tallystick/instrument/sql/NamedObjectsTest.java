package io.tallystick.instrument.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What a driver names that was not made through a wrapper, and rows that are values. */
class NamedObjectsTest {
  private final RecordedTimes times = new RecordedTimes();
  private final Stub connection = new Stub();
  private final Stub call = new Stub();
  private final Stub rows = new Stub();
  private final Stub cursor = new Stub();

  /** Rows of a driver's own class. */
  interface DriverRows extends ResultSet {}

  private Connection timed() throws SQLException {
    connection.answering("prepareCall", call.as(CallableStatement.class));
    DataSource source =
        new Stub().answering("getConnection", connection.as(Connection.class)).as(DataSource.class);
    return TimedDataSource.of(source, times.metrics()).getConnection();
  }

  @Test
  void rowsThatACallGivesBackAreWrapped() throws SQLException {
    CallableStatement timed = timed().prepareCall("{? = call f()}");
    DriverRows bare =
        cursor.answering("getStatement", call.as(Statement.class)).as(DriverRows.class);
    call.answering("getObject", bare);
    for (Object read :
        new Object[] {
          timed.getObject(1),
          timed.getObject("a"),
          timed.getObject(1, Map.of()),
          timed.getObject(1, ResultSet.class),
          timed.getObject("a", ResultSet.class),
        }) {
      assertThat(read).isInstanceOf(TimedResultSet.class);
      assertThat(Bare.of(read)).isSameAs(bare);
    }
    assertThat(timed.getObject(1, DriverRows.class)).isSameAs(bare);
    call.answering("getObject", "text");
    assertThat(timed.getObject(1)).isEqualTo("text");
  }

  @Test
  void rowsWithinRowsAreWrapped() throws SQLException {
    call.answering("executeQuery", rows.as(ResultSet.class));
    ResultSet timed = timed().prepareCall("{call f()}").executeQuery();
    DriverRows bare = cursor.as(DriverRows.class);
    rows.answering("getObject", bare);
    for (Object read :
        new Object[] {
          timed.getObject(1),
          timed.getObject("a"),
          timed.getObject(1, Map.of()),
          timed.getObject("a", Map.of()),
          timed.getObject(1, ResultSet.class),
          timed.getObject("a", ResultSet.class),
        }) {
      assertThat(read).isInstanceOf(TimedResultSet.class);
      assertThat(Bare.of(read)).isSameAs(bare);
    }
    assertThat(timed.getObject(1, DriverRows.class)).isSameAs(bare);
    assertThat(timed.getObject("a", DriverRows.class)).isSameAs(bare);
  }

  @Test
  void theStatementOfACursorIsTimed() throws SQLException {
    CallableStatement timed = timed().prepareCall("{? = call f()}");
    Stub another = new Stub().answering("getConnection", connection.as(Connection.class));
    cursor.answering("getStatement", another.as(Statement.class));
    call.answering("getObject", cursor.as(ResultSet.class));
    Statement named = ((ResultSet) timed.getObject(1)).getStatement();
    named.executeUpdate("DELETE FROM t");
    assertThat(times.take()).containsExactly("delete success");
  }

  @Test
  void aStatementThatIsNamedTwiceIsTheSame() throws SQLException {
    Stub metaData = new Stub().answering("getTables", rows.as(ResultSet.class));
    connection.answering("getMetaData", metaData.as(DatabaseMetaData.class));
    rows.answering("getStatement", new Stub().as(Statement.class));
    ResultSet timed = timed().getMetaData().getTables(null, null, "%", null);
    Statement named = timed.getStatement();
    assertThat(timed.getStatement()).isNotNull().isSameAs(named);
    rows.answering("getStatement", new Stub().as(Statement.class));
    assertThat(timed.getStatement()).isNotEqualTo(named).isSameAs(timed.getStatement());
  }

  @Test
  void aConnectionThatIsNamedTwiceIsTheSame() throws SQLException {
    call.answering("getConnection", new Stub().as(Connection.class));
    CallableStatement timed = timed().prepareCall("{call f()}");
    Connection named = timed.getConnection();
    assertThat(timed.getConnection()).isNotNull().isSameAs(named);
    call.answering("getConnection", new Stub().as(Connection.class));
    assertThat(timed.getConnection()).isNotEqualTo(named).isSameAs(timed.getConnection());
  }

  @Test
  void generatedKeysAreNotKeptBeyondTheNextExecution() throws SQLException {
    ResultSet bare = rows.as(ResultSet.class);
    call.answering("getGeneratedKeys", bare).answering("getResultSet", bare);
    CallableStatement timed = timed().prepareCall("{call f()}");
    timed.execute();
    ResultSet keys = timed.getGeneratedKeys();
    ResultSet kept = timed.getResultSet();
    assertThat(timed.getGeneratedKeys()).isSameAs(keys);
    timed.execute();
    assertThat(timed.getGeneratedKeys()).isNotSameAs(keys).isEqualTo(keys);
    assertThat(timed.getResultSet()).isSameAs(kept);
  }
}
