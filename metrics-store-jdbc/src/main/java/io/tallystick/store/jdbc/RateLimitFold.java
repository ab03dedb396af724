package io.tallystick.store.jdbc;

import io.tallystick.spi.Lease;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Folds uses of rate limits in the database, some keys in a transaction: minutes of all writers
 * into five minutes, and all that is there of these into the hour. Each part is made anew from what
 * it consists of, so that it comes to the same however often, and by whomever, it is done.
 */
final class RateLimitFold {
  private static final int KEYS_AT_ONCE = 500;

  private static final String COLUMNS =
      "INSERT INTO metric_rate_limit (limit_key, granularity, period_start, writer, version,"
          + " requests_made, rate_limit, utilization_pct, peak_pct) ";

  private static final String PART =
      " AND period_start >= ? AND period_start < ? AND limit_key > ? AND limit_key <= ?";

  private static final String DELETE = "DELETE FROM metric_rate_limit WHERE granularity = ";

  private static final String KEYS =
      "SELECT DISTINCT limit_key FROM metric_rate_limit WHERE granularity = '1m'"
          + " AND period_start >= ? AND period_start < ? AND limit_key > ?"
          + " ORDER BY limit_key LIMIT ?";

  private static final String OF_ALL = "1e2 * SUM(requests_made) / MAX(rate_limit)";

  /** Under a writer that nobody is, until those that it stands for are gone. */
  private static final String SUM_UP =
      COLUMNS
          + "SELECT limit_key, '1m', period_start, -1, SUM(version), SUM(requests_made),"
          + (" MAX(rate_limit), " + OF_ALL + ", " + OF_ALL)
          + " FROM metric_rate_limit WHERE granularity = '1m' AND writer >= 0"
          + PART
          + " GROUP BY limit_key, period_start";

  private static final String FIVE_MINUTES =
      COLUMNS
          + "SELECT limit_key, '5m', MIN(at_minute - at_minute % 300000), 0, SUM(version),"
          + " SUM(made), SUM(allowed), 1e2 * SUM(made) / SUM(allowed), MAX(1e2 * made / allowed)"
          + " FROM (SELECT limit_key, period_start AS at_minute, SUM(version) AS version,"
          + " SUM(requests_made) AS made, MAX(rate_limit) AS allowed FROM metric_rate_limit"
          + " WHERE granularity = '1m'"
          + PART
          + " GROUP BY limit_key, period_start) of_minutes GROUP BY limit_key";

  private static final String HOUR =
      COLUMNS
          + "SELECT limit_key, '1h', MIN(period_start - period_start % 3600000), 0, SUM(version),"
          + " SUM(requests_made), SUM(rate_limit),"
          + " 1e2 * SUM(requests_made) / SUM(rate_limit), MAX(peak_pct)"
          + " FROM metric_rate_limit WHERE granularity = '5m'"
          + PART
          + " GROUP BY limit_key";

  private static final long HOUR_MILLIS = 3_600_000;

  private final Session session;
  private final Lease lease;
  private final long settled;

  RateLimitFold(Session session, Lease lease, Instant settled) {
    this.session = session;
    this.lease = lease;
    this.settled = settled.toEpochMilli();
  }

  /** How many windows were folded. */
  int run(Instant over, int most) throws SQLException {
    Fences.require(session, lease);
    List<RateLimitWindows.Window> windows =
        RateLimitWindows.toDo(session, over.toEpochMilli(), settled, most);
    for (RateLimitWindows.Window window : windows) {
      fold(window);
    }
    return windows.size();
  }

  private void fold(RateLimitWindows.Window window) throws SQLException {
    boolean isToBeSettled = window.isBeingSettled() || window.end() <= settled;
    if (isToBeSettled) {
      RateLimitWindows.beginToSettle(session, window);
      next();
    }
    String after = "";
    for (List<String> keys = keys(window, after); !keys.isEmpty(); keys = keys(window, after)) {
      String last = keys.get(keys.size() - 1);
      fold(window, after, last, isToBeSettled);
      next();
      after = last;
    }
    RateLimitWindows.folded(session, window);
    if (isToBeSettled) {
      RateLimitWindows.settled(session, window);
    }
    next();
  }

  /** Keeps what is done, and goes on only as long as the lease is held. */
  private void next() throws SQLException {
    session.keepSoFar();
    Fences.require(session, lease);
  }

  private List<String> keys(RateLimitWindows.Window window, String after) throws SQLException {
    List<String> keys = new ArrayList<>();
    session.query(
        row -> keys.add(row.getString(1)), KEYS, window.start(), window.end(), after, KEYS_AT_ONCE);
    return keys;
  }

  private void fold(RateLimitWindows.Window window, String after, String last, boolean settles)
      throws SQLException {
    Object[] minutes = {window.start(), window.end(), after, last};
    if (settles) {
      session.update(SUM_UP, minutes);
      session.update(DELETE + "'1m' AND writer >= 0" + PART, minutes);
      session.update(
          "UPDATE metric_rate_limit SET writer = 0 WHERE granularity = '1m' AND writer = -1" + PART,
          minutes);
    }
    session.update(DELETE + "'5m'" + PART, minutes);
    session.update(FIVE_MINUTES, minutes);
    long hour = window.start() - window.start() % HOUR_MILLIS;
    Object[] hours = {hour, hour + HOUR_MILLIS, after, last};
    session.update(DELETE + "'1h'" + PART, hours);
    session.update(HOUR, hours);
  }
}
