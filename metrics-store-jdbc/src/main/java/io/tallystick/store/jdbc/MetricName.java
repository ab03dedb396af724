package io.tallystick.store.jdbc;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A metric's name, and what is left of its block of numbers. The series of one name get their
 * numbers out of blocks, each twice as large as the one before: so they lie together in the tables,
 * and a question about one name reads few pages.
 *
 * <p>For one thread, which holds the {@link StoreRow}.
 */
final class MetricName {
  private static final int FIRST_BLOCK = 8;
  private static final int LARGEST_BLOCK = 4_096;

  private final int id;
  private long next;
  private long end;
  private int blockSize;

  private MetricName(int id, long next, long end, int blockSize) {
    this.id = id;
    this.next = next;
    this.end = end;
    this.blockSize = blockSize;
  }

  /** The name, made where there is none. */
  static MetricName of(Session session, String name) throws SQLException {
    MetricName there = find(session, name);
    if (there != null) {
      return there;
    }
    session.update(
        "INSERT INTO metric_name (id, name, next_series, block_end, block_size)"
            + " SELECT COALESCE(MAX(id), 0) + 1, ?, 0, 0, ? FROM metric_name",
        name,
        FIRST_BLOCK);
    return requireNonNull(find(session, name));
  }

  /** The name, if it is there. */
  static @Nullable MetricName find(Session session, String name) throws SQLException {
    MetricName[] found = {null};
    session.query(
        row ->
            found[0] = new MetricName(row.getInt(1), row.getLong(2), row.getLong(3), row.getInt(4)),
        "SELECT id, next_series, block_end, block_size FROM metric_name WHERE name = ?",
        name);
    return found[0];
  }

  int id() {
    return id;
  }

  long takeId(Session session) throws SQLException {
    if (next == end) {
      next = StoreRow.takeSeries(session, blockSize);
      end = next + blockSize;
      blockSize = Math.min(LARGEST_BLOCK, 2 * blockSize);
    }
    return next++;
  }

  /** Notes which numbers are taken. */
  void write(Session session) throws SQLException {
    session.update(
        "UPDATE metric_name SET next_series = ?, block_end = ?, block_size = ? WHERE id = ?",
        next,
        end,
        blockSize,
        id);
  }
}
