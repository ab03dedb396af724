package io.tallystick.store.jdbc;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.RateLimitQuery;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.WriterId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How much of their limits keys used: one row for each key, window and writer. */
final class RateLimitTable {
  private static final Upsert PUT =
      Upsert.into("metric_rate_limit", "granularity", "period_start", "limit_key", "writer")
          .set("version")
          .set("requests_made")
          .set("rate_limit")
          .set("utilization_pct")
          .set("peak_pct")
          .when("new.version > old.version");

  /** All who write do it in one order, so that none waits for one who waits for it. */
  private static final Comparator<RateLimitUse> ORDER =
      Comparator.comparing(RateLimitUse::granularity)
          .thenComparing(RateLimitUse::start)
          .thenComparing(RateLimitUse::key)
          .thenComparing(RateLimitUse::writer);

  private RateLimitTable() {}

  /** How many were refused because their minutes are settled. */
  static int put(Session session, List<RateLimitUse> uses, Writers writers, long nowMillis)
      throws SQLException {
    for (RateLimitUse use : uses) {
      writers.number(session, use.writer(), nowMillis); // before all else: it commits
    }
    Set<Long> settled = RateLimitWindows.change(session, windows(uses));
    List<RateLimitUse> open =
        uses.stream().filter(use -> !settled.contains(window(use))).sorted(ORDER).toList();
    PreparedStatement statement = session.statement(session.dialect().upsert(PUT));
    for (RateLimitUse use : newest(open)) {
      Session.bind(statement, row(use, writers.number(session, use.writer(), nowMillis)));
      statement.addBatch();
    }
    if (!open.isEmpty()) {
      statement.executeBatch();
    }
    return uses.size() - open.size();
  }

  /** One state of each row: a statement for many rows must not come to one of them twice. */
  private static Collection<RateLimitUse> newest(List<RateLimitUse> uses) {
    Map<List<Object>, RateLimitUse> newest = new LinkedHashMap<>();
    for (RateLimitUse use : uses) {
      List<Object> row = List.of(use.granularity(), use.start(), use.key(), use.writer());
      newest.merge(row, use, (a, b) -> b.version() > a.version() ? b : a);
    }
    return newest.values();
  }

  private static SortedSet<Long> windows(List<RateLimitUse> uses) {
    SortedSet<Long> windows = new TreeSet<>();
    for (RateLimitUse use : uses) {
      if (use.granularity() == Granularity.MINUTE) {
        windows.add(window(use));
      }
    }
    return windows;
  }

  /** The five minutes that a minute lies in; no such window's start where it is no minute. */
  private static long window(RateLimitUse use) {
    return use.granularity() == Granularity.MINUTE
        ? Granularity.FIVE_MINUTES.bucketStart(use.start()).toEpochMilli()
        : -1;
  }

  private static @Nullable Object[] row(RateLimitUse use, int writer) {
    return new Object[] {
      use.granularity().id(),
      use.start().toEpochMilli(),
      use.key(),
      writer,
      use.version(),
      use.used(),
      use.limit(),
      use.utilisationPercent(),
      use.peakPercent()
    };
  }

  /** Added up over writers. */
  static List<RateLimitUse> find(Session session, RateLimitQuery query) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(query.granularity().id());
    values.add(query.range().from().toEpochMilli());
    values.add(query.range().to().toEpochMilli());
    if (query.key() != null) {
      values.add(query.key());
    }
    if (query.leastPercent() > 0) {
      values.add(query.leastPercent());
    }
    values.add(query.most());
    List<RateLimitUse> found = new ArrayList<>();
    session.query(
        row -> found.add(use(query.granularity(), row)), statement(query), values.toArray());
    return found;
  }

  private static String statement(RateLimitQuery query) {
    boolean isOfMinutes = query.granularity() == Granularity.MINUTE;
    String peak = isOfMinutes ? "1e2 * SUM(requests_made) / MAX(rate_limit)" : "MAX(peak_pct)";
    return "SELECT limit_key, period_start, SUM(version), SUM(requests_made), MAX(rate_limit), "
        + "MAX(peak_pct) FROM metric_rate_limit"
        + " WHERE granularity = ? AND period_start >= ? AND period_start < ?"
        + (query.key() == null ? "" : " AND limit_key = ?")
        + " GROUP BY period_start, limit_key"
        + (query.leastPercent() > 0 ? " HAVING " + peak + " >= ?" : "")
        + " ORDER BY period_start, limit_key LIMIT ?";
  }

  private static RateLimitUse use(Granularity granularity, ResultSet row) throws SQLException {
    String key = row.getString(1);
    Instant start = Instant.ofEpochMilli(row.getLong(2));
    long version = row.getLong(3);
    long used = row.getLong(4);
    long limit = row.getLong(5);
    return granularity == Granularity.MINUTE
        ? summed(RateLimitUse.ofMinute(key, start, WriterId.FOLDED, used, limit), version)
        : new RateLimitUse(
            key, granularity, start, WriterId.FOLDED, version, used, limit, row.getDouble(6));
  }

  private static RateLimitUse summed(RateLimitUse use, long version) {
    return new RateLimitUse(
        use.key(),
        use.granularity(),
        use.start(),
        use.writer(),
        version,
        use.used(),
        use.limit(),
        use.peakPercent());
  }
}
