package io.tallystick.store.jdbc;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;

/** Parts of bucket tables, each of a stretch of time, which are made and dropped as a whole. */
interface Partitions {
  /** No table has parts. */
  Partitions NONE =
      new Partitions() {
        @Override
        public boolean has(Granularity granularity) {
          return false;
        }

        @Override
        public boolean make(Session session, Granularity granularity, Collection<Long> starts) {
          return false;
        }

        @Override
        public void forget() {
          // nothing is remembered
        }

        @Override
        public void drop(Session session, Lease lease, Granularity granularity, Instant horizon) {
          // there is nothing to drop
        }
      };

  /**
   * Whether the table of a granularity has parts. Then its rows below the horizon lie there until
   * their part goes, and nobody reads them.
   */
  boolean has(Granularity granularity);

  /**
   * Makes the parts that buckets need which start then, in seconds; commits what it makes.
   *
   * @return whether it made any
   */
  boolean make(Session session, Granularity granularity, Collection<Long> starts)
      throws SQLException;

  /** What was remembered may be of another store. */
  void forget();

  /** Drops the parts of which all lies below the horizon, each in a transaction of its own. */
  void drop(Session session, Lease lease, Granularity granularity, Instant horizon)
      throws SQLException;
}
