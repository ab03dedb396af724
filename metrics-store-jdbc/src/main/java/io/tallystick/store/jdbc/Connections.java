package io.tallystick.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Where connections come from; any thread may ask. */
interface Connections {
  Connection open() throws SQLException;

  /** Prepares a connection for its work, as far as it may be changed. */
  void setUp(Connection connection, Dialect dialect) throws SQLException;

  /** How long a piece of work may take in all. */
  Duration mostWork();

  /** What nobody may read in a message; empty when that is not known. */
  String secret();

  /** Ends what was begun to open connections; those that are open stay so. */
  void close();
}
