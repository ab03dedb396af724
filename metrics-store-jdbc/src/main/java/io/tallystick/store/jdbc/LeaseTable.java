package io.tallystick.store.jdbc;

import io.tallystick.spi.Lease;
import io.tallystick.spi.WriterId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    Lease there = find(session, name, until);
    if (there == null) {
      Lease first = new Lease(name, holder, 1, until);
      add(session, first);
      return Optional.of(first);
    }
    // Some drivers count only rows that became different.
    return taken == 1 || there.holder().equals(holder) ? Optional.of(there) : Optional.empty();
  }

  private static @Nullable Lease find(Session session, String name, Instant until)
      throws SQLException {
    Lease[] found = {null};
    session.query(
        row -> found[0] = new Lease(name, WriterId.parse(row.getString(1)), row.getLong(2), until),
        "SELECT holder, token FROM metric_lease WHERE name = ?",
        name);
    return found[0];
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
