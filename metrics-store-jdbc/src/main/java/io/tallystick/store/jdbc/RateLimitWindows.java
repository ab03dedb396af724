package io.tallystick.store.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/**
 * What is known of each five minutes of rate limits.
 *
 * <p>Whoever writes minutes writes the row of their window first, and so does whoever settles it:
 * the one waits for the end of the other's transaction, and then sees what became of it. So when a
 * window is settled no minute of it is on its way, and none comes later.
 */
final class RateLimitWindows {
  private static final long WIDTH = 300_000;

  private static final Upsert CHANGE =
      Upsert.into("metric_rate_limit_window", "period_start")
          .set("changes", "1", "old.changes + 1")
          .set("folded", "0", "old.folded")
          .set("settled", "0", "old.settled");

  private static final String TO_DO =
      "SELECT period_start, changes, settled FROM metric_rate_limit_window WHERE settled < 2"
          + " AND period_start <= ? AND (changes <> folded OR period_start <= ?)"
          + " ORDER BY period_start LIMIT ?";

  private RateLimitWindows() {}

  /** A window that is to be folded, as it was found. */
  record Window(long start, long changes, boolean isBeingSettled) {
    long end() {
      return start + WIDTH;
    }
  }

  /** Notes that minutes of these windows are written; those that may not change any more. */
  static Set<Long> change(Session session, SortedSet<Long> starts) throws SQLException {
    Set<Long> settled = new HashSet<>();
    for (long start : starts) {
      session.update(session.dialect().upsert(CHANGE), start);
      session.query(
          row -> {
            if (row.getInt(1) > 0) {
              settled.add(start);
            }
          },
          "SELECT settled FROM metric_rate_limit_window WHERE period_start = ?",
          start);
    }
    return settled;
  }

  /** What is to be folded, the oldest first. */
  static List<Window> toDo(Session session, long over, long settled, int most) throws SQLException {
    List<Window> found = new ArrayList<>();
    session.query(
        row -> found.add(new Window(row.getLong(1), row.getLong(2), row.getInt(3) > 0)),
        TO_DO,
        over - WIDTH,
        settled - WIDTH,
        most);
    return found;
  }

  /** From now on nothing more comes. */
  static void beginToSettle(Session session, Window window) throws SQLException {
    session.update(
        "UPDATE metric_rate_limit_window SET settled = 1 WHERE period_start = ?", window.start());
  }

  static void settled(Session session, Window window) throws SQLException {
    session.update(
        "UPDATE metric_rate_limit_window SET settled = 2 WHERE period_start = ?", window.start());
  }

  /** What changed since the window was found is still to be folded. */
  static void folded(Session session, Window window) throws SQLException {
    session.update(
        "UPDATE metric_rate_limit_window SET folded = ? WHERE period_start = ?",
        window.changes(),
        window.start());
  }

  /** Where the oldest window starts that may change; the greatest number where none may. */
  static long oldestOpen(Session session) throws SQLException {
    long[] oldest = {Long.MAX_VALUE};
    session.query(
        row -> oldest[0] = row.getLong(1),
        "SELECT period_start FROM metric_rate_limit_window WHERE settled < 2"
            + " ORDER BY period_start LIMIT 1");
    return oldest[0];
  }
}
