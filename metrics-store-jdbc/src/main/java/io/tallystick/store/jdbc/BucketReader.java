package io.tallystick.store.jdbc;

import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StartSpan;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/** Finds buckets, a page at a time. */
final class BucketReader {
  private static final int ROWS_A_PAGE = 10_000;
  private static final int FEWEST_SERIES_A_PAGE = 32;
  private static final int MOST_SERIES_A_PAGE = 1_024;

  private final Sessions sessions;
  private final Map<Granularity, BucketTable> tables;
  private final SeriesRows series;
  private final Writers writers;

  BucketReader(
      Sessions sessions, Map<Granularity, BucketTable> tables, SeriesRows series, Writers writers) {
    this.sessions = sessions;
    this.tables = tables;
    this.series = series;
    this.writers = writers;
  }

  /** Pages by time: all series that are asked for in some steps, then the next steps. */
  BucketCursor read(BucketQuery query) {
    BucketTable table = table(query.granularity());
    SortedMap<Long, SeriesKey> found =
        sessions.read("find series", session -> series.find(session, query.filter()));
    Optional<Steps> steps = steps(table, query.range());
    if (found.isEmpty() || steps.isEmpty()) {
      return new PagedCursor(Optional::empty);
    }
    List<IdRange> ranges = IdRange.covering(found.keySet());
    Steps[] left = {steps.get()};
    return new PagedCursor(
        () -> {
          if (left[0].isEmpty()) {
            return Optional.empty();
          }
          Steps page = left[0].first(Math.max(1, ROWS_A_PAGE / found.size()));
          left[0] = left[0].after(page);
          return Optional.of(byStart(wanted(query, page(table, page, ranges, found))));
        });
  }

  private static List<Row> wanted(BucketQuery query, List<Row> rows) {
    rows.removeIf(row -> !query.asksFor(row.bucket()));
    return rows;
  }

  List<SeriesKey> series(SeriesFilter filter, int most) {
    return sessions.read(
        "find series",
        session -> series.find(session, filter).values().stream().limit(most).toList());
  }

  /** Pages by series: some series in all steps, then the next series. */
  BucketCursor readAll(Granularity granularity, TimeRange range) {
    BucketTable table = table(granularity);
    Optional<Steps> steps = steps(table, range);
    if (steps.isEmpty()) {
      return new PagedCursor(Optional::empty);
    }
    long end = sessions.read("find series", BucketReader::endOfIds);
    long width =
        Math.max(
            FEWEST_SERIES_A_PAGE, Math.min(MOST_SERIES_A_PAGE, ROWS_A_PAGE / steps.get().count()));
    long[] next = {0};
    return new PagedCursor(
        () -> {
          if (next[0] >= end) {
            return Optional.empty();
          }
          IdRange ids = new IdRange(next[0], Math.min(end, next[0] + width));
          next[0] = ids.end();
          return Optional.of(pageOfSeries(table, steps.get(), ids));
        });
  }

  private List<OwnedBucket> pageOfSeries(BucketTable table, Steps steps, IdRange ids) {
    SortedMap<Long, SeriesKey> within =
        sessions.read("find series", session -> series.within(session, ids.from(), ids.end()));
    if (within.isEmpty()) {
      return List.of();
    }
    List<Row> rows = page(table, steps, List.of(ids), within);
    rows.sort(Comparator.comparingLong(Row::series).thenComparing(row -> start(row)));
    return rows.stream().map(Row::bucket).toList();
  }

  private List<Row> page(
      BucketTable table, Steps steps, List<IdRange> ranges, SortedMap<Long, SeriesKey> wanted) {
    return sessions.read(
        "read buckets",
        session -> {
          List<Row> rows = new ArrayList<>();
          PreparedStatement select = session.statement(table.select(session.dialect()));
          for (Steps left = steps; !left.isEmpty(); ) {
            Steps some = left.first(session.dialect().mostSteps());
            for (IdRange ids : ranges) {
              Session.bind(select, some.from(), some.to(), ids.from(), ids.end());
              try (ResultSet found = select.executeQuery()) {
                addRows(session, table, found, wanted, rows);
              }
            }
            left = left.after(some);
          }
          return rows;
        });
  }

  private void addRows(
      Session session,
      BucketTable table,
      ResultSet found,
      SortedMap<Long, SeriesKey> wanted,
      List<Row> rows)
      throws SQLException {
    while (found.next()) {
      long id = found.getLong(2);
      SeriesKey key = wanted.get(id);
      if (key != null) {
        WriterId writer = writers.id(session, found.getInt(3));
        DamagedRows.read(() -> bucket(table, key, writer, found))
            .ifPresent(bucket -> rows.add(new Row(id, bucket)));
      }
    }
  }

  /** Whether a series has a bucket of a granularity with a fixed width. */
  boolean hasBuckets(Granularity granularity, long series) {
    BucketTable table = table(granularity);
    Optional<StartSpan> span = span(granularity);
    return span.isPresent()
        && sessions.read(
            "find the buckets of a series",
            session -> {
              TimeRange all =
                  new TimeRange(span.get().oldest(), span.get().newest().plusSeconds(1));
              Steps left = Steps.of(granularity, all, span.get());
              boolean isFound = false;
              while (!left.isEmpty() && !isFound) {
                Steps some = left.first(session.dialect().mostSteps());
                isFound = isAny(session, table, some, series);
                left = left.after(some);
              }
              return isFound;
            });
  }

  private static boolean isAny(Session session, BucketTable table, Steps steps, long series)
      throws SQLException {
    boolean[] isAny = {false};
    session.query(
        row -> isAny[0] = true,
        table.select(session.dialect()) + " LIMIT 1",
        steps.from(),
        steps.to(),
        series,
        series + 1);
    return isAny[0];
  }

  private static OwnedBucket bucket(
      BucketTable table, SeriesKey key, WriterId writer, ResultSet found) throws SQLException {
    return new OwnedBucket(key, table.granularity(), writer, BucketTable.read(found, key.kind()));
  }

  private static List<OwnedBucket> byStart(List<Row> rows) {
    rows.sort(Comparator.comparing(BucketReader::start));
    return rows.stream().map(Row::bucket).toList();
  }

  private static Instant start(Row row) {
    return row.bucket().bucket().start();
  }

  private static long endOfIds(Session session) throws SQLException {
    long[] end = {0};
    session.query(row -> end[0] = row.getLong(1), "SELECT next_series FROM metric_store");
    return end[0];
  }

  private BucketTable table(Granularity granularity) {
    return Objects.requireNonNull(tables.get(granularity));
  }

  /** The steps of a range within which there is anything at all. */
  private Optional<Steps> steps(BucketTable table, TimeRange range) {
    return span(table.granularity())
        .map(span -> Steps.of(table.granularity(), range, span))
        .filter(steps -> !steps.isEmpty());
  }

  Optional<StartSpan> span(Granularity granularity) {
    return sessions.read(
        "find the first and the last bucket",
        session -> {
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
        });
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

  /** A row and the number of its series. */
  private record Row(long series, OwnedBucket bucket) {}
}
