package io.tallystick.store.jdbc;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.StartSpan;
import io.tallystick.spi.TimeRange;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds out where buckets start. */
final class Starts {
  private final Sessions sessions;
  private final Map<Granularity, BucketTable> tables;

  Starts(Sessions sessions, Map<Granularity, BucketTable> tables) {
    this.sessions = sessions;
    this.tables = tables;
  }

  /**
   * The starts of a range, as far as there are buckets, in their order. Where days begin only the
   * rows know: a store may have moved, and a clock is turned twice a year.
   */
  List<Steps> within(Granularity granularity, TimeRange range) {
    return sessions.read(
        "find the starts of buckets", session -> within(session, granularity, range));
  }

  /** The same, for who has a session already. */
  List<Steps> within(Session session, Granularity granularity, TimeRange range)
      throws SQLException {
    if (!granularity.isAlignedToUtc()) {
      List<Long> found =
          session
              .dialect()
              .starts(
                  session,
                  table(granularity).name(),
                  Seconds.known(range.from()),
                  Seconds.known(range.to()));
      return Steps.through(found, granularity.width().toSeconds());
    }
    return span(session, granularity)
        .map(span -> Steps.of(granularity, range, span))
        .filter(steps -> !steps.isEmpty())
        .stream()
        .toList();
  }

  /** All starts of a granularity with a fixed width. */
  List<Steps> all(Granularity granularity) {
    return span(granularity).stream()
        .map(
            span ->
                Steps.of(
                    granularity, new TimeRange(span.oldest(), span.newest().plusSeconds(1)), span))
        .toList();
  }

  Optional<StartSpan> span(Granularity granularity) {
    return sessions.read(
        "find the first and the last bucket", session -> span(session, granularity));
  }

  private Optional<StartSpan> span(Session session, Granularity granularity) throws SQLException {
    List<StartSpan> found = new ArrayList<>();
    session.query(
        row -> {
          long oldest = row.getLong(1);
          if (!row.wasNull()) {
            found.add(
                new StartSpan(
                    Instant.ofEpochSecond(oldest), Instant.ofEpochSecond(row.getLong(2))));
          }
        },
        span(session.dialect(), table(granularity)));
    return found.stream().findFirst();
  }

  private static String span(Dialect dialect, BucketTable table) {
    String from = table.name() + readable(dialect, table.granularity());
    return "SELECT (SELECT %s FROM %s), (SELECT %s FROM %s)"
        .formatted(dialect.seconds("MIN(bucket)"), from, dialect.seconds("MAX(bucket)"), from);
  }

  /** What lies below the horizon until its part of the table goes is nobody's to read. */
  private static String readable(Dialect dialect, Granularity granularity) {
    String horizon =
        "(SELECT horizon FROM metric_horizon WHERE granularity = '%s')".formatted(granularity.id());
    return dialect.partitions().has(granularity)
        ? " WHERE bucket >= "
            + dialect
                .start()
                .replace("?", "GREATEST(%s, %d)".formatted(horizon, Horizons.BEFORE_ALL))
        : "";
  }

  private BucketTable table(Granularity granularity) {
    return Objects.requireNonNull(tables.get(granularity));
  }
}
