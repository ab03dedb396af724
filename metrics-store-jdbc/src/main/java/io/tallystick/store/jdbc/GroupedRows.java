package io.tallystick.store.jdbc;

import io.tallystick.MetricKind;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StretchTotal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Lets the database add up, so that less has to come over the network.
 *
 * <p>Whole numbers are added up in two halves, for their sum may be greater than any database can
 * tell.
 */
final class GroupedRows implements Summing {
  private static final long HALF = 1L << 32;

  /** The state in which databases say that they cannot tell a number. */
  private static final String OUT_OF_RANGE = "22003";

  @Override
  public String select(Dialect dialect, BucketTable table, KindSeries series) {
    String columns = String.join(", ", series.columns());
    String rows =
        table.each(dialect, dialect.step() + " AS step_at, b.series_id AS id, " + columns);
    return ("SELECT stretch, id, COUNT(*), SUM(count %% %d), SUM(count %s %d), %s FROM"
            + " (SELECT step_at - (step_at - ?) %% ? AS stretch, id, %s FROM (%s) stepped"
            + " WHERE count >= 0) placed GROUP BY stretch, id")
        .formatted(HALF, dialect.word("div"), HALF, sums(series.kind()), columns, rows);
  }

  private static String sums(MetricKind kind) {
    return kind == MetricKind.COUNTER
        ? "SUM(weighted_sum), MAX(ABS(weighted_sum))"
        : "SUM(sum), MAX(ABS(sum)), MIN(min), MAX(max)";
  }

  @Override
  public Object[] values(SummedSteps page, IdRange ids) {
    return new Object[] {
      page.stretches().first(),
      page.stretches().length(),
      page.steps().from(),
      page.steps().to(),
      ids.from(),
      ids.end()
    };
  }

  @Override
  public void take(ResultSet rows, KindSeries series, SummedSteps page, List<StretchTotal> found)
      throws SQLException {
    while (rows.next()) {
      SeriesKey key = series.keys().get(rows.getLong(2));
      if (key != null) {
        found.add(total(rows, key, page.stretches()));
      }
    }
  }

  private static StretchTotal total(ResultSet row, SeriesKey key, Stretches stretches)
      throws SQLException {
    long rowCount = row.getLong(3);
    boolean isHistogram = key.kind() == MetricKind.HISTOGRAM;
    requireFinite(rowCount * row.getDouble(7));
    if (isHistogram) {
      requireFinite(row.getDouble(8));
      requireFinite(row.getDouble(9));
    }
    return new StretchTotal(
        key,
        stretches.from(row.getLong(1)),
        rowCount,
        whole(row.getLong(4), row.getLong(5)),
        row.getDouble(6),
        isHistogram ? row.getDouble(8) : 0,
        isHistogram ? row.getDouble(9) : 0);
  }

  private static long whole(long lower, long upper) {
    return upper > Long.MAX_VALUE / HALF
        ? Long.MAX_VALUE
        : RunningTotal.saturated(upper * HALF, lower);
  }

  /**
   * Of a sum that is too large for a double some databases say that it is nothing; and a damaged
   * row must not count, which reading row by row sees to.
   */
  private static void requireFinite(double value) throws SQLException {
    if (!Double.isFinite(value)) {
      throw new SQLException("A sum is no number: it is added up row by row.", OUT_OF_RANGE);
    }
  }
}
