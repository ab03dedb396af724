package io.tallystick.instrument.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.Metrics;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Nothing is counted twice where one data source hands on what another one gave. */
class TimedOnceTest {
  private final RecordedTimes inner = new RecordedTimes();
  private final RecordedTimes outer = new RecordedTimes();

  private TimedDataSource inner() {
    Stub connection =
        new Stub()
            .answering("createStatement", new Stub().as(Statement.class))
            .answering("prepareStatement", new Stub().as(PreparedStatement.class))
            .answering("prepareCall", new Stub().as(CallableStatement.class));
    Stub dataSource = new Stub().answering("getConnection", connection.as(Connection.class));
    return TimedDataSource.of(dataSource.as(DataSource.class), inner.metrics());
  }

  private static <T> T delegating(Class<T> type, Object to) {
    return type.cast(
        Proxy.newProxyInstance(
            TimedOnceTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> method.invoke(to, arguments)));
  }

  private static void executeAll(Connection connection) throws SQLException {
    connection.createStatement().execute("SELECT 1");
    connection.prepareStatement("UPDATE t SET a = 1").execute();
    connection.prepareCall("BEGIN p; END;").execute();
  }

  @Test
  void aConnectionThatIsTimedIsHandedOnAsItIs() throws SQLException {
    DataSource between = delegating(DataSource.class, inner());
    executeAll(TimedDataSource.of(between, outer.metrics()).getConnection());
    assertThat(inner.take()).containsExactly("select success", "update success", "call success");
    assertThat(outer.take()).isEmpty();
  }

  @Test
  void aConnectionThatIsTimedStaysTheSameObject() throws SQLException {
    Connection one = inner().getConnection();
    Stub dataSource = new Stub().answering("getConnection", one);
    DataSource around = dataSource.as(DataSource.class);
    assertThat(TimedDataSource.of(around, outer.metrics()).getConnection()).isSameAs(one);
  }

  @Test
  void theStatementsOfAConnectionBetweenThemAreTimedOnce() throws SQLException {
    Connection between = delegating(Connection.class, inner().getConnection());
    Stub dataSource = new Stub().answering("getConnection", between);
    DataSource around = dataSource.as(DataSource.class);
    executeAll(TimedDataSource.of(around, outer.metrics()).getConnection());
    assertThat(inner.take()).containsExactly("select success", "update success", "call success");
    assertThat(outer.take()).isEmpty();
  }

  /** As a pool is: closed with the context that it belongs to. */
  @SuppressWarnings("try")
  private interface ClosableSource extends DataSource, AutoCloseable {}

  @Test
  void closingClosesTheDataSourceThatCanBeClosed() throws Exception {
    Stub pool = new Stub();
    TimedDataSource timed = TimedDataSource.of(pool.as(ClosableSource.class));
    timed.close();
    assertThat(pool.calls).extracting(call -> call.method().getName()).containsExactly("close");
    Exception refused = new Exception("refused");
    pool.throwing(refused);
    assertThatThrownBy(timed::close).isSameAs(refused);
    assertThatCode(() -> TimedDataSource.of(new Stub().as(DataSource.class)).close())
        .doesNotThrowAnyException();
  }

  @Test
  void aPoolThatIsNotSaidToBeClosableIsClosedByName() throws Exception {
    PoolWithClose pool = new PoolWithClose();
    TimedDataSource.of(pool).close();
    assertThat(pool.closed).isEqualTo(1);
    PoolWithClose hidden = new PoolWithClose() {};
    TimedDataSource.of(hidden).close();
    assertThat(hidden.closed).isEqualTo(1);
  }

  @Test
  void whatClosingByNameThrowsPasses() {
    for (Throwable refused : new Throwable[] {new SQLException("a"), new StackOverflowError("b")}) {
      PoolWithClose pool = new PoolWithClose();
      pool.refused = refused;
      assertThatThrownBy(() -> TimedDataSource.of(pool).close()).isSameAs(refused);
    }
  }

  @Test
  void aCloseThatIsNotForEverybodyIsNotCalled() throws Exception {
    PoolWithOtherCloses pool = new PoolWithOtherCloses();
    TimedDataSource.of(pool).close();
    assertThat(pool.closed).isZero();
  }

  @Test
  void whatIsTimedIsNotTimedTwice() {
    TimedDataSource timed = TimedDataSource.of(new Stub().as(DataSource.class));
    assertThat(TimedDataSource.of(timed)).isSameAs(timed);
    assertThat(TimedDataSource.of(timed, Metrics.noop())).isSameAs(timed);
    assertThatThrownBy(() -> TimedDataSource.of(null)).hasMessage("dataSource");
    assertThatThrownBy(() -> TimedDataSource.of(timed, null)).hasMessage("metrics");
  }

  /** As the pool of Tomcat is. */
  public static class PoolWithClose extends BareSource {
    int closed;
    Throwable refused;

    /** Closes it. */
    public void close() throws Throwable {
      closed++;
      if (refused != null) {
        throw refused;
      }
    }
  }

  /** Has some of that name that are something else. */
  public static class PoolWithOtherCloses extends BareSource {
    int closed;

    /** Closes nothing, being of the class. */
    public static void close(Object what) {
      throw new AssertionError(what);
    }

    /** Closes something else. */
    public void close(boolean all) {
      closed++;
    }

    void close() {
      closed++;
    }
  }
}
