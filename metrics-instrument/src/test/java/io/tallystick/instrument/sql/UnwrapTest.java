package io.tallystick.instrument.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.Metrics;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What is unwrapped where the driver does not give it by itself. */
class UnwrapTest {
  private final Stub driver = new Stub();
  private final DriverConnection bare = driver.as(DriverConnection.class);

  /** An interface of a driver's own. */
  interface DriverConnection extends Connection {}

  private Connection timed() throws SQLException {
    DataSource source = new Stub().answering("getConnection", bare).as(DataSource.class);
    return TimedDataSource.of(source, Metrics.noop()).getConnection();
  }

  @Test
  void aDriverThatUnwrapsNothingIsGivenItself() throws SQLException {
    driver.throwing("unwrap", new SQLException("Not a wrapper"));
    Connection timed = timed();
    assertThat(timed.unwrap(DriverConnection.class)).isSameAs(bare);
    assertThat(timed.isWrapperFor(DriverConnection.class)).isTrue();
    assertThatThrownBy(() -> timed.unwrap(Statement.class)).hasMessage("Not a wrapper");
    assertThat(timed.isWrapperFor(Statement.class)).isFalse();
  }

  @Test
  void aDriverThatIsClosedSaysSo() throws SQLException {
    Connection timed = timed();
    SQLException closed = new SQLException("Connection is closed");
    driver.throwing("unwrap", closed);
    driver.throwing("isWrapperFor", closed);
    assertThatThrownBy(() -> timed.unwrap(DriverConnection.class)).isSameAs(closed);
    assertThatThrownBy(() -> timed.isWrapperFor(DriverConnection.class)).isSameAs(closed);
  }

  @Test
  void whatADriverThrowsThatCannotSayIsWhatUnwrappingThrew() throws SQLException {
    Connection timed = timed();
    IllegalStateException refused = new IllegalStateException("refused");
    driver.throwing("unwrap", refused);
    driver.throwing("isWrapperFor", new IllegalStateException("cannot say"));
    assertThatThrownBy(() -> timed.unwrap(DriverConnection.class)).isSameAs(refused);
  }

  @Test
  void aDriverFromBeforeThereWasUnwrappingIsGivenItself() throws SQLException {
    Connection timed = timed();
    AbstractMethodError old = new AbstractMethodError("unwrap");
    driver.throwing("unwrap", old);
    driver.throwing("isWrapperFor", old);
    assertThat(timed.unwrap(DriverConnection.class)).isSameAs(bare);
    assertThat(timed.isWrapperFor(DriverConnection.class)).isTrue();
    assertThatThrownBy(() -> timed.unwrap(Statement.class)).isSameAs(old);
    assertThatThrownBy(() -> timed.isWrapperFor(Statement.class)).isSameAs(old);
  }

  @Test
  void theTimedDataSourceIsFoundBehindOthers() throws SQLException {
    TimedDataSource timed = TimedDataSource.of(new Stub().as(DataSource.class));
    assertThat(timed.isWrapperFor(TimedDataSource.class)).isTrue();
    assertThat(timed.unwrap(TimedDataSource.class)).isSameAs(timed);
  }
}
