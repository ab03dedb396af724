package io.tallystick.store.jdbc;

import java.sql.SQLException;

/** Connections that read, a few at a time; any thread may ask. */
interface Readers extends AutoCloseable {
  /** Does work on a connection, and waits for one for a bounded time. */
  <T> T read(Work<T> work) throws SQLException;

  /** The database is another one: no connection that is open now is used for the next work. */
  void renew();

  @Override
  void close();
}
