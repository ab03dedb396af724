package io.tallystick.instrument.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.Histogram;
import io.tallystick.Metrics;
import io.tallystick.Result;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics that are not ours, and do what none should. */
class BrokenMetricsTest {

  static Metrics[] broken() {
    Stub throwing = new Stub();
    throwing.throwing(new IllegalStateException("metrics are broken"));
    Stub unlinked = new Stub();
    unlinked.throwing(new NoClassDefFoundError("metrics are old"));
    Stub throwingLater = new Stub().answering("histogram", throwing.as(Histogram.class));
    return new Metrics[] {
      new Stub().as(Metrics.class),
      throwing.as(Metrics.class),
      unlinked.as(Metrics.class),
      throwingLater.as(Metrics.class)
    };
  }

  @ParameterizedTest
  @MethodSource("broken")
  void rowsAndExceptionsPassAllTheSame(Metrics metrics) throws SQLException {
    Stub statement = new Stub().answering("executeQuery", new Stub().as(ResultSet.class));
    Stub connection = new Stub().answering("createStatement", statement.as(Statement.class));
    Stub dataSource = new Stub().answering("getConnection", connection.as(Connection.class));
    Statement timed =
        TimedDataSource.of(dataSource.as(DataSource.class), metrics)
            .getConnection()
            .createStatement();
    assertThat(timed.executeQuery("SELECT 1")).isNotNull();
    SQLException refused = new SQLException("refused");
    statement.throwing(refused);
    assertThatThrownBy(() -> timed.executeQuery("SELECT 1")).isSameAs(refused);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatIsLostIsTold(Metrics metrics) {
    assertThat(new StatementTimes(metrics).record(Operation.SELECT, Result.SUCCESS, 1)).isFalse();
  }

  @Test
  void whatIsRecordedIsTold() {
    RecordedTimes times = new RecordedTimes();
    StatementTimes into = new StatementTimes(times.metrics());
    assertThat(into.record(Operation.SELECT, Result.SUCCESS, 1)).isTrue();
    assertThat(times.take()).containsExactly("select success");
  }
}
