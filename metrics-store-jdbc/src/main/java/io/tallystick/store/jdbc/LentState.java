package io.tallystick.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a connection came, as far as it was changed for us; whoever lent it gets it back so.
 *
 * @param isAutoCommit its mode
 * @param isPatient whether it would have waited for a network for ever
 * @param isolation of its transactions; 0 when that was not changed
 */
record LentState(boolean isAutoCommit, boolean isPatient, int isolation) {
  private static final Logger LOGGER = LoggerFactory.getLogger(LentState.class);
  private static final int UNCHANGED = 0;

  /** Changes a connection to what it is needed for. */
  interface Change {
    LentState of(Connection connection, Dialect dialect) throws SQLException;
  }

  static LentState forReading(Connection connection, Dialect dialect) throws SQLException {
    return new LentState(autoCommit(connection), impatience(connection, dialect), UNCHANGED);
  }

  /** Others may have committed meanwhile: whoever looks once more sees it. */
  static LentState forWriting(Connection connection, Dialect dialect) throws SQLException {
    boolean isAutoCommit = autoCommit(connection);
    boolean isPatient = impatience(connection, dialect);
    try {
      return new LentState(isAutoCommit, isPatient, isolation(connection, dialect));
    } catch (SQLException e) {
      new LentState(isAutoCommit, isPatient, UNCHANGED).restore(connection);
      throw e;
    }
  }

  private static int isolation(Connection connection, Dialect dialect) throws SQLException {
    int came = dialect.isRemote() ? connection.getTransactionIsolation() : UNCHANGED;
    if (came == UNCHANGED || came == Connection.TRANSACTION_READ_COMMITTED) {
      return UNCHANGED;
    }
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    return came;
  }

  private static boolean autoCommit(Connection connection) throws SQLException {
    boolean isAutoCommit = connection.getAutoCommit();
    if (!isAutoCommit) {
      connection.setAutoCommit(true);
    }
    return isAutoCommit;
  }

  /** Whether a time limit was set where there was none; not every driver knows of such. */
  private static boolean impatience(Connection connection, Dialect dialect) {
    try {
      if (!dialect.isRemote() || connection.getNetworkTimeout() != 0) {
        return false;
      }
      connection.setNetworkTimeout(Runnable::run, (int) Limits.USUAL.answerMillis());
      return true;
    } catch (SQLException | LinkageError e) {
      LOGGER.debug("The driver has no time limit for the network", e);
      return false;
    }
  }

  void restore(Connection connection) throws SQLException {
    if (isolation != UNCHANGED) {
      connection.setTransactionIsolation(isolation);
    }
    if (isPatient) {
      connection.setNetworkTimeout(Runnable::run, 0);
    }
    if (!isAutoCommit) {
      connection.setAutoCommit(false);
    }
  }
}
