package io.tallystick.store.jdbc;

import io.tallystick.spi.Lease;
import io.tallystick.spi.LeaseLostException;
import java.sql.SQLException;

/**
 * Keeps a holder whose lease was lost from changing anything: the lease's row is written first in
 * each transaction under it, so that whoever takes the lease meanwhile waits for the end, and
 * whoever lost it finds a greater token there.
 */
final class Fences {
  private static final long NONE = Long.MIN_VALUE;

  private Fences() {}

  static void require(Session session, Lease lease) throws SQLException {
    if (update(session, lease) == 1) {
      return;
    }
    // Some drivers count only rows that became different.
    long[] token = {NONE};
    session.query(
        row -> token[0] = row.getLong(1),
        "SELECT token FROM metric_lease WHERE name = ?" + session.dialect().forUpdate(),
        lease.name());
    if (token[0] > lease.token()) {
      throw new LeaseLostException(lease);
    }
    if (token[0] == NONE) {
      LeaseTable.add(session, lease);
    }
  }

  /** The tokens of a store only grow, those of a new store from what is brought to it. */
  private static int update(Session session, Lease lease) throws SQLException {
    return session.update(
        "UPDATE metric_lease SET holder = ?, token = ? WHERE name = ? AND token <= ?",
        lease.holder().toString(),
        lease.token(),
        lease.name(),
        lease.token());
  }
}
