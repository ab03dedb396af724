package io.tallystick.store.jdbc;

import io.tallystick.spi.Lease;
import io.tallystick.spi.PurgeOutcome;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Lets go of the oldest buckets of a granularity.
 *
 * <p>The horizon is held before anybody looks for marks: whoever writes below it holds it too, so
 * its marks are there by then, and whoever comes later finds it raised.
 *
 * <p>Where a table has parts, what is gone is what lies below the horizon: nobody reads it, and the
 * part is dropped once all of it lies there. That is one short statement however many rows there
 * are, so they all go at once.
 */
final class BucketPurge {
  private BucketPurge() {}

  static PurgeOutcome purge(
      Session session, Lease lease, BucketTable table, Instant before, int most)
      throws SQLException {
    Fences.require(session, lease);
    Instant old = Horizons.hold(session, table.granularity());
    Instant bound =
        Marks.oldest(session, table.granularity()).filter(before::isAfter).orElse(before);
    Instant horizon = Horizons.raise(session, table.granularity(), bound);
    if (!session.dialect().partitions().has(table.granularity())) {
      int removed = table.removeOldest(session, horizon, most);
      return new PurgeOutcome(removed, removed < most, horizon);
    }
    session.keepSoFar(); // flushes wait for the horizon
    int hidden = table.countSome(session, startOf(old), Seconds.ceiling(horizon));
    session.dialect().partitions().drop(session, lease, table.granularity(), horizon);
    return new PurgeOutcome(hidden, true, horizon);
  }

  /** Databases do not know all times that there are in Java. */
  private static long startOf(Instant horizon) {
    return Math.max(horizon.getEpochSecond(), Horizons.BEFORE_ALL);
  }
}
