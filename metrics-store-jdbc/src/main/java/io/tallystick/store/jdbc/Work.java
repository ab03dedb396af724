package io.tallystick.store.jdbc;

import java.sql.SQLException;

/** What is done on a session. */
interface Work<T> {
  T on(Session session) throws SQLException;
}
