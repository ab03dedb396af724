package io.tallystick.store.jdbc;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Forgets series of which nothing is left.
 *
 * <p>Which these are is looked up among the readers, so that nobody who writes waits for it. A
 * series that was written meanwhile shows by when it was seen, and stays.
 */
final class SeriesRemoval {
  private static final String UNUSED =
      " FROM metric_series s WHERE s.last_seen < ? AND NOT EXISTS"
          + " (SELECT 1 FROM metric_bucket_1d b WHERE b.series_id = s.id)"
          + " AND NOT EXISTS (SELECT 1 FROM metric_point p WHERE p.name_id = s.name_id"
          + " AND p.series_id = s.id)";

  private final Sessions sessions;
  private final SeriesIds ids;
  private final BucketReader reader;

  SeriesRemoval(Sessions sessions, SeriesIds ids, BucketReader reader) {
    this.sessions = sessions;
    this.reader = reader;
    this.ids = ids;
  }

  int remove(Lease lease, Instant unseenSince, int most) {
    Map<Long, Long> candidates =
        sessions.read("find unused series", session -> candidates(session, unseenSince, most));
    candidates.keySet().removeIf(this::hasBuckets);
    return sessions.write(
        "remove unused series",
        session -> {
          Fences.require(session, lease);
          ids.forget(); // of what is removed here; other processes make sure of theirs in time
          int removed = 0;
          for (Map.Entry<Long, Long> each : candidates.entrySet()) {
            removed += remove(session, each.getKey(), each.getValue());
          }
          return removed;
        });
  }

  /** The numbers of series without a row that is kept for ever, and when each was seen last. */
  private static Map<Long, Long> candidates(Session session, Instant unseenSince, int most)
      throws SQLException {
    Map<Long, Long> candidates = new HashMap<>();
    session.query(
        row -> candidates.put(row.getLong(1), row.getLong(2)),
        "SELECT s.id, s.last_seen" + UNUSED + " ORDER BY s.last_seen LIMIT ?",
        Seconds.ceiling(unseenSince),
        most);
    return candidates;
  }

  /** Of days none has any. The others are asked by their keys: to read a table takes too long. */
  private boolean hasBuckets(long series) {
    return Stream.of(Granularity.values())
        .filter(Granularity::isAlignedToUtc)
        .anyMatch(granularity -> reader.hasBuckets(granularity, series));
  }

  private static int remove(Session session, long id, long seenSeconds) throws SQLException {
    int removed =
        session.update("DELETE FROM metric_series WHERE id = ? AND last_seen = ?", id, seenSeconds);
    if (removed > 0) {
      session.update("DELETE FROM metric_series_tag WHERE series_id = ?", id);
    }
    return removed;
  }
}
