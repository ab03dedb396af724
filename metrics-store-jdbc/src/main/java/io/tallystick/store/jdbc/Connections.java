package io.tallystick.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections come from; any thread may ask. */
interface Connections {
  Connection open() throws SQLException;

  /** Prepares a connection for its work, as far as it may be changed. */
  void setUp(Connection connection, Dialect dialect) throws SQLException;

  /** Ends what was begun to open connections; those that are open stay so. */
  void close();
}
