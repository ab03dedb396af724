package io.tallystick.store.jdbc;

import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.SeriesKey;
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
  private final Starts starts;
  private final SeriesRows series;
  private final Writers writers;

  BucketReader(
      Sessions sessions,
      Map<Granularity, BucketTable> tables,
      Starts starts,
      SeriesRows series,
      Writers writers) {
    this.sessions = sessions;
    this.tables = tables;
    this.starts = starts;
    this.series = series;
    this.writers = writers;
  }

  /** Pages by time: all series that are asked for in some steps, then the next steps. */
  BucketCursor read(BucketQuery query) {
    BucketTable table = table(query.granularity());
    Wanted wanted =
        sessions.read(
            "find series",
            session ->
                Wanted.find(
                    session, series, query.filter(), starts, query.granularity(), query.range()));
    if (wanted.steps().isEmpty()) {
      return new PagedCursor(Optional::empty);
    }
    SortedMap<Long, SeriesKey> found = wanted.series();
    Select select = new Select(table, query.withFolded());
    List<IdRange> ranges = IdRange.covering(found.keySet());
    StepPages<Steps> pages = new StepPages<>(wanted.steps(), ROWS_A_PAGE / found.size());
    return new PagedCursor(
        () -> pages.next().map(steps -> byStart(page(select, List.of(steps), ranges, found))));
  }

  List<SeriesKey> series(SeriesFilter filter, int most) {
    return sessions.read(
        "find series", session -> List.copyOf(series.find(session, filter, most).values()));
  }

  /** Pages by series: some series in all steps, then the next series. */
  BucketCursor readAll(Granularity granularity, TimeRange range) {
    BucketTable table = table(granularity);
    List<Steps> steps = starts.within(granularity, range);
    if (steps.isEmpty()) {
      return new PagedCursor(Optional::empty);
    }
    long end = sessions.read("find series", BucketReader::endOfIds);
    long count = steps.stream().mapToLong(Steps::count).sum();
    long width = Math.max(FEWEST_SERIES_A_PAGE, Math.min(MOST_SERIES_A_PAGE, ROWS_A_PAGE / count));
    long[] next = {0};
    return new PagedCursor(
        () -> {
          if (next[0] >= end) {
            return Optional.empty();
          }
          IdRange ids = new IdRange(next[0], Math.min(end, next[0] + width));
          next[0] = ids.end();
          return Optional.of(pageOfSeries(table, steps, ids));
        });
  }

  private List<OwnedBucket> pageOfSeries(BucketTable table, List<Steps> steps, IdRange ids) {
    SortedMap<Long, SeriesKey> within =
        sessions.read("find series", session -> series.within(session, ids.from(), ids.end()));
    if (within.isEmpty()) {
      return List.of();
    }
    List<Row> rows = page(new Select(table, true), steps, List.of(ids), within);
    rows.sort(Comparator.comparingLong(Row::series).thenComparing(row -> start(row)));
    return rows.stream().map(Row::bucket).toList();
  }

  private List<Row> page(
      Select select, List<Steps> steps, List<IdRange> ranges, SortedMap<Long, SeriesKey> wanted) {
    return sessions.read(
        "read buckets",
        session -> {
          List<Row> rows = new ArrayList<>();
          PreparedStatement statement = session.statement(select.text(session.dialect()));
          StepPages<Steps> pages = new StepPages<>(steps, session.dialect().mostSteps());
          for (Optional<Steps> some = pages.next(); some.isPresent(); some = pages.next()) {
            for (IdRange ids : ranges) {
              Session.bind(statement, some.get().from(), some.get().to(), ids.from(), ids.end());
              try (ResultSet found = statement.executeQuery()) {
                addRows(session, select.table(), found, wanted, rows);
              }
            }
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
    List<Steps> steps = starts.all(granularity);
    return sessions.read(
        "find the buckets of a series",
        session -> {
          StepPages<Steps> pages = new StepPages<>(steps, session.dialect().mostSteps());
          boolean isFound = false;
          for (Optional<Steps> some = pages.next();
              some.isPresent() && !isFound;
              some = pages.next()) {
            isFound = isAny(session, table, some.get(), series);
          }
          return isFound;
        });
  }

  private static boolean isAny(Session session, BucketTable table, Steps steps, long series)
      throws SQLException {
    boolean[] isAny = {false};
    session.query(
        row -> isAny[0] = true,
        table.select(session.dialect(), true) + " LIMIT 1",
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

  /** Which rows of a table are read. */
  private record Select(BucketTable table, boolean withFolded) {
    String text(Dialect dialect) {
      return table.select(dialect, withFolded);
    }
  }

  /** A row and the number of its series. */
  private record Row(long series, OwnedBucket bucket) {}
}
