package io.tallystick.store.jdbc;

import io.tallystick.spi.Granularity;
import java.sql.SQLException;
import java.time.Instant;

/** Lets go of uses of rate limits, but of none that is still to be folded. */
final class RateLimitPurge {
  private static final String KEY = "granularity, period_start, limit_key, writer";

  private RateLimitPurge() {}

  static int remove(Session session, Granularity granularity, Instant before, int most)
      throws SQLException {
    long bound = Math.min(before.toEpochMilli(), needed(session, granularity));
    if (granularity == Granularity.HOUR) {
      session.update(
          "DELETE FROM metric_rate_limit_window WHERE settled = 2 AND period_start < ?", bound);
    }
    String condition = "granularity = '" + granularity.id() + "' AND ";
    return session.update(
        session.dialect().deleteOldest("metric_rate_limit", condition, KEY, "period_start"),
        bound,
        most);
  }

  /** Where what may still be added up starts. */
  private static long needed(Session session, Granularity granularity) throws SQLException {
    long open = RateLimitWindows.oldestOpen(session);
    return granularity == Granularity.FIVE_MINUTES && open < Long.MAX_VALUE
        ? Granularity.HOUR.bucketStart(Instant.ofEpochMilli(open)).toEpochMilli()
        : open;
  }
}
