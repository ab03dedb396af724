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
    int held =
        session.update(
            "INSERT INTO metric_lease (name, holder, token, held_until) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (name) DO UPDATE SET holder = excluded.holder,"
                + " token = excluded.token WHERE excluded.token >= metric_lease.token",
            lease.name(),
            lease.holder().toString(),
            lease.token(),
            lease.until().toEpochMilli());
    if (held == 0) {
      throw new LeaseLostException(lease);
    }
  }
}
