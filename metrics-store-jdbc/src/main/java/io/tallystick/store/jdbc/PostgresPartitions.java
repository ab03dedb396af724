package io.tallystick.store.jdbc;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Partitions of a day for the tables of one and of five minutes, and of a month for that of hours,
 * in UTC. Each is made when the first bucket of the one before it is written, or of itself.
 *
 * <p>What is remembered as made may have been dropped by another instance. Then no bucket that
 * belongs there is above the horizon any more, and so none is written there.
 */
final class PostgresPartitions implements Partitions {
  private static final Logger LOGGER = LoggerFactory.getLogger(PostgresPartitions.class);

  /** Whoever waits for a table to be free keeps all others from it that come later. */
  private static final String WAIT_A_SECOND = "SET LOCAL lock_timeout = '1s'";

  private final Set<PostgresPartition> made = ConcurrentHashMap.newKeySet();

  @Override
  public boolean has(Granularity granularity) {
    return granularity != Granularity.DAY;
  }

  @Override
  public boolean make(Session session, Granularity granularity, Collection<Long> starts)
      throws SQLException {
    Set<PostgresPartition> missing = new TreeSet<>();
    if (has(granularity)) {
      for (long start : starts) {
        PostgresPartition partition = PostgresPartition.at(granularity, start);
        missing.add(partition);
        missing.add(partition.next());
      }
      missing.removeAll(made);
    }
    if (missing.isEmpty()) {
      return false;
    }
    make(session, missing);
    return true;
  }

  private void make(Session session, Set<PostgresPartition> missing) throws SQLException {
    session.keepSoFar();
    if (!isThere(session, missing)) {
      session.dialect().lockSchema(session);
      run(session, WAIT_A_SECOND);
      for (PostgresPartition partition : missing) {
        make(session, partition);
      }
      session.keepSoFar();
    }
    made.addAll(missing);
  }

  private static boolean isThere(Session session, Set<PostgresPartition> missing)
      throws SQLException {
    boolean areAllThere = true;
    for (PostgresPartition partition : missing) {
      areAllThere &= isThere(session, partition);
    }
    return areAllThere;
  }

  /** Whether it is a part; a table of that name may have been taken out to be kept elsewhere. */
  private static boolean isThere(Session session, PostgresPartition partition) throws SQLException {
    return all(session, partition.granularity()).contains(partition);
  }

  /** Attaching a table that was made by itself lets others read and write the whole meanwhile. */
  private static void make(Session session, PostgresPartition partition) throws SQLException {
    if (!isThere(session, partition)) {
      int[] tables = {0};
      session.query(
          row -> tables[0] = row.getInt(1), session.dialect().countTables(), partition.name());
      if (tables[0] == 0) {
        run(session, partition.make());
      }
      run(session, partition.attach());
    }
  }

  @Override
  public void forget() {
    made.clear();
  }

  @Override
  public void drop(Session session, Lease lease, Granularity granularity, Instant horizon)
      throws SQLException {
    for (PostgresPartition partition : all(session, granularity)) {
      if (!horizon.isBefore(partition.end()) && !drop(session, lease, partition)) {
        return;
      }
    }
  }

  /** Whether it went; somebody may read it for long, and then it goes another time. */
  private boolean drop(Session session, Lease lease, PostgresPartition partition)
      throws SQLException {
    Fences.require(session, lease);
    run(session, WAIT_A_SECOND);
    try {
      run(session, "DROP TABLE " + partition.name());
    } catch (SQLException e) {
      if (session.dialect().trouble(e) != Trouble.LOCK) {
        throw e;
      }
      LOGGER.info("{} is in use: it is dropped later.", partition.name());
      session.undo();
      session.begin();
      return false;
    }
    session.keepSoFar();
    made.remove(partition);
    return true;
  }

  private static List<PostgresPartition> all(Session session, Granularity granularity)
      throws SQLException {
    List<PostgresPartition> all = new ArrayList<>();
    session.query(
        row -> PostgresPartition.named(row.getString(1)).ifPresent(all::add),
        "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
            + " WHERE i.inhparent = to_regclass(?) ORDER BY c.relname",
        PostgresPartition.table(granularity));
    return all;
  }

  /** About how much of the partitions lies below the horizons: as much as of their time. */
  static long hiddenBytes(Connection reading) throws SQLException {
    double hidden = 0;
    try (Statement statement = reading.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT c.relname, pg_total_relation_size(c.oid), h.horizon FROM metric_horizon h"
                    + " JOIN pg_inherits i"
                    + " ON i.inhparent = to_regclass('metric_bucket_' || h.granularity)"
                    + " JOIN pg_class c ON c.oid = i.inhrelid")) {
      while (rows.next()) {
        double bytes = rows.getLong(2);
        Instant horizon = Instant.ofEpochSecond(rows.getLong(3));
        hidden +=
            PostgresPartition.named(rows.getString(1))
                .map(partition -> bytes * partition.shareBefore(horizon))
                .orElse(0.0);
      }
    }
    return (long) hidden;
  }

  private static void run(Session session, String sql) throws SQLException {
    Dialect.run(session.connection(), sql);
  }
}
