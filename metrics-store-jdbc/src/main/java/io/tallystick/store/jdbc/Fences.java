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
  private Fences() {}

  static void require(Session session, Lease lease) throws SQLException {
    if (update(session, lease) == 1) {
      return;
    }
    if (LeaseTable.isThere(session, lease.name())) {
      throw new LeaseLostException(lease);
    }
    LeaseTable.add(session, lease);
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
