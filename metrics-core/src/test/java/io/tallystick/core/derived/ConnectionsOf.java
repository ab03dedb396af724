package io.tallystick.core.derived;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A data source that is one method, for what goes wrong before there is a connection. */
interface ConnectionsOf extends DataSource {
  @Override
  Connection getConnection() throws SQLException;

  @Override
  default Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  default PrintWriter getLogWriter() {
    return null;
  }

  @Override
  default void setLogWriter(PrintWriter out) {
    // there is none
  }

  @Override
  default void setLoginTimeout(int seconds) {
    // it takes as long as a test wants
  }

  @Override
  default int getLoginTimeout() {
    return 0;
  }

  @Override
  default Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  default <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException();
  }

  @Override
  default boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
