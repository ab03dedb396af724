package io.tallystick.store.jdbc;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.StretchCursor;
import io.tallystick.spi.StretchTotal;
import io.tallystick.spi.TimeRange;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Adds up buckets, a page at a time: all series that are asked for in some steps of time. */
final class BucketTotals {
  private static final int ROWS_A_PAGE = 50_000;

  private final Sessions sessions;
  private final Map<Granularity, BucketTable> tables;
  private final Starts starts;
  private final SeriesRows series;

  BucketTotals(
      Sessions sessions, Map<Granularity, BucketTable> tables, Starts starts, SeriesRows series) {
    this.sessions = sessions;
    this.tables = tables;
    this.starts = starts;
    this.series = series;
  }

  StretchCursor read(Granularity granularity, SeriesFilter filter, List<Instant> borders) {
    TimeRange all = new TimeRange(borders.get(0), borders.get(borders.size() - 1));
    Wanted found =
        sessions.read(
            "find series",
            session -> Wanted.find(session, series, filter, starts, granularity, all));
    List<KindSeries> wanted = KindSeries.of(found.series());
    if (wanted.isEmpty() || found.steps().isEmpty()) {
      return new PagedTotals(Optional::empty);
    }
    BucketTable table = Objects.requireNonNull(tables.get(granularity));
    StepPages<SummedSteps> pages =
        new StepPages<>(
            SummedSteps.of(found.steps(), Stretches.between(borders)),
            ROWS_A_PAGE / found.series().size());
    return new PagedTotals(() -> pages.next().map(page -> totals(table, page, wanted)));
  }

  /** What a database cannot add up, for sums are too large for it, is added up here. */
  private List<StretchTotal> totals(BucketTable table, SummedSteps page, List<KindSeries> wanted) {
    try {
      return totals(table, page, wanted, false);
    } catch (StorageException e) {
      if (e.canRetry()) {
        throw e;
      }
      return totals(table, page, wanted, true);
    }
  }

  private List<StretchTotal> totals(
      BucketTable table, SummedSteps page, List<KindSeries> wanted, boolean isOneByOne) {
    return sessions.read(
        "add up buckets",
        session -> {
          boolean isHere = isOneByOne || !session.dialect().isRemote();
          Summing summing = isHere ? AddedRows.SUMMING : new GroupedRows();
          List<StretchTotal> found = new ArrayList<>();
          for (KindSeries series : wanted) {
            add(session, summing, table, series, page, found);
          }
          return found;
        });
  }

  private static void add(
      Session session,
      Summing summing,
      BucketTable table,
      KindSeries series,
      SummedSteps page,
      List<StretchTotal> found)
      throws SQLException {
    Dialect dialect = session.dialect();
    PreparedStatement select = session.statement(summing.select(dialect, table, series));
    StepPages<SummedSteps> parts = new StepPages<>(List.of(page), dialect.mostSteps());
    for (Optional<SummedSteps> part = parts.next(); part.isPresent(); part = parts.next()) {
      for (IdRange ids : series.ranges()) {
        Session.bind(select, summing.values(part.get(), ids));
        try (ResultSet rows = select.executeQuery()) {
          summing.take(rows, series, part.get(), found);
        }
      }
    }
  }
}
