package io.tallystick.store.jdbc;

import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.TimeRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How much of their limits keys used, one row for each key and window. */
final class RateLimitTable {
  private static final Upsert PUT =
      Upsert.into("metric_rate_limit", "limit_key", "began").set("ended").set("used").set("most");

  private RateLimitTable() {}

  static int put(Session session, RateLimitUse use) throws SQLException {
    return session.update(
        session.dialect().upsert(PUT),
        use.key(),
        use.window().from().toEpochMilli(),
        use.window().to().toEpochMilli(),
        use.used(),
        use.limit());
  }

  static List<RateLimitUse> find(Session session, TimeRange range, int most) throws SQLException {
    List<RateLimitUse> found = new ArrayList<>();
    session.query(
        row -> found.add(use(row)),
        "SELECT limit_key, began, ended, used, most FROM metric_rate_limit"
            + " WHERE began >= ? AND began < ? ORDER BY began, limit_key LIMIT ?",
        range.from().toEpochMilli(),
        range.to().toEpochMilli(),
        most);
    return found;
  }

  private static RateLimitUse use(ResultSet row) throws SQLException {
    TimeRange window =
        new TimeRange(Instant.ofEpochMilli(row.getLong(2)), Instant.ofEpochMilli(row.getLong(3)));
    return new RateLimitUse(row.getString(1), window, row.getLong(4), row.getLong(5));
  }
}
