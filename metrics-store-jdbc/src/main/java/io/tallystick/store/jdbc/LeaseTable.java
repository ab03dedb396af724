package io.tallystick.store.jdbc;

import io.tallystick.spi.Lease;
import io.tallystick.spi.WriterId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Who holds which lease. */
final class LeaseTable {
  private LeaseTable() {}

  /** A lease goes from holder to holder by one statement, which sees the row as it is. */
  static Optional<Lease> acquire(
      Session session, String name, WriterId holder, Instant now, Instant until)
      throws SQLException {
    int taken =
        session.update(
            "UPDATE metric_lease SET token = token + CASE WHEN holder = ? THEN 0 ELSE 1 END,"
                + " holder = ?, held_until = ? WHERE name = ? AND (holder = ? OR held_until <= ?)",
            holder.toString(),
            holder.toString(),
            until.toEpochMilli(),
            name,
            holder.toString(),
            now.toEpochMilli());
    if (taken == 1) {
      return Optional.of(new Lease(name, holder, token(session, name), until));
    }
    if (isThere(session, name)) {
      return Optional.empty();
    }
    Lease first = new Lease(name, holder, 1, until);
    add(session, first);
    return Optional.of(first);
  }

  private static long token(Session session, String name) throws SQLException {
    long[] token = {0};
    session.query(
        row -> token[0] = row.getLong(1), "SELECT token FROM metric_lease WHERE name = ?", name);
    return token[0];
  }

  static boolean isThere(Session session, String name) throws SQLException {
    boolean[] isThere = {false};
    session.query(row -> isThere[0] = true, "SELECT 1 FROM metric_lease WHERE name = ?", name);
    return isThere[0];
  }

  /** Fails when somebody else was quicker. */
  static void add(Session session, Lease lease) throws SQLException {
    session.update(
        "INSERT INTO metric_lease (name, holder, token, held_until) VALUES (?, ?, ?, ?)",
        lease.name(),
        lease.holder().toString(),
        lease.token(),
        lease.until().toEpochMilli());
  }

  /** Ends a lease unless it was lost. */
  static int release(Session session, Lease lease) throws SQLException {
    return session.update(
        "UPDATE metric_lease SET held_until = 0 WHERE name = ? AND token = ?",
        lease.name(),
        lease.token());
  }
}
