package io.tallystick.store.jdbc;

import io.tallystick.spi.Lease;
import io.tallystick.spi.WriterId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
            "INSERT INTO metric_lease (name, holder, token, held_until) VALUES (?, ?, 1, ?)"
                + " ON CONFLICT (name) DO UPDATE SET"
                + " token = metric_lease.token + CASE WHEN metric_lease.holder = excluded.holder"
                + " THEN 0 ELSE 1 END,"
                + " holder = excluded.holder, held_until = excluded.held_until"
                + " WHERE metric_lease.holder = excluded.holder OR metric_lease.held_until <= ?",
            name,
            holder.toString(),
            until.toEpochMilli(),
            now.toEpochMilli());
    if (taken == 0) {
      return Optional.empty();
    }
    List<Lease> found = new ArrayList<>();
    session.query(
        row -> found.add(new Lease(name, holder, row.getLong(1), until)),
        "SELECT token FROM metric_lease WHERE name = ?",
        name);
    return Optional.of(found.get(0));
  }

  /** Ends a lease unless it was lost. */
  static int release(Session session, Lease lease) throws SQLException {
    return session.update(
        "UPDATE metric_lease SET held_until = 0 WHERE name = ? AND token = ?",
        lease.name(),
        lease.token());
  }
}
