package io.tallystick.store.jdbc;

import java.sql.SQLException;

/** The one row that says which store this is, and which numbers are free. */
final class StoreRow {
  private StoreRow() {}

  /** Keeps all others from making what has a number, until the transaction ends. */
  static void hold(Session session) throws SQLException {
    session.query(row -> {}, "SELECT id FROM metric_store" + session.dialect().forUpdate());
  }

  /** Takes so many numbers for series, which nobody else gets; the first of them. */
  static long takeSeries(Session session, int count) throws SQLException {
    return take(session, "next_series", count);
  }

  /** Takes so many numbers for points, which nobody else gets; the first of them. */
  static long takePoints(Session session, int count) throws SQLException {
    return take(session, "next_point", count);
  }

  private static long take(Session session, String column, int count) throws SQLException {
    session.update("UPDATE metric_store SET %s = %s + ?".formatted(column, column), (long) count);
    long[] next = {0};
    session.query(row -> next[0] = row.getLong(1), "SELECT %s FROM metric_store".formatted(column));
    return next[0] - count;
  }
}
