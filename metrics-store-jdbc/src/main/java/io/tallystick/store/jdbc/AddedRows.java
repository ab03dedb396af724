package io.tallystick.store.jdbc;

import io.tallystick.MetricKind;
import io.tallystick.spi.StretchTotal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up rows as they come. Quicker than the database where it lies in this process: to group rows
 * it would sort them. And exact where sums of a database overflow.
 */
final class AddedRows {
  static final Summing SUMMING = new OneByOne();

  private final boolean isCounter;
  private final SummedSteps page;
  private final boolean isOneStretch;
  private final Map<Long, RunningTotal> totals = new HashMap<>();
  private final List<StretchTotal> found;
  private long stretch;

  private AddedRows(KindSeries series, SummedSteps page, List<StretchTotal> found) {
    this.isCounter = series.kind() == MetricKind.COUNTER;
    this.page = page;
    this.found = found;
    this.isOneStretch = page.isOneStretch();
    this.stretch = page.stretches().startOf(page.steps().from());
    series.keys().forEach((id, key) -> totals.put(id, new RunningTotal(key)));
  }

  private void add(ResultSet row) throws SQLException {
    RunningTotal total = totals.get(row.getLong(1));
    if (total == null) {
      return;
    }
    if (!isOneStretch) {
      turnTo(page.stretches().startOf(row.getLong(isCounter ? 4 : 6)));
    }
    if (isCounter) {
      total.addCounter(row.getLong(2), row.getDouble(3));
    } else {
      total.addHistogram(row.getLong(2), row.getDouble(3), row.getDouble(4), row.getDouble(5));
    }
  }

  /**
   * Rows come in the order of their starts; when they do not, there are more totals, that is all.
   */
  private void turnTo(long of) {
    if (of != stretch) {
      passOn();
      stretch = of;
    }
  }

  private void passOn() {
    Instant from = page.stretches().from(stretch);
    for (RunningTotal total : totals.values()) {
      if (!total.isEmpty()) {
        found.add(total.of(from));
        total.clear();
      }
    }
  }

  private static final class OneByOne implements Summing {
    @Override
    public String select(Dialect dialect, BucketTable table, KindSeries series) {
      String columns = String.join(", ", series.columns());
      return table.each(dialect, "b.series_id, %s, %s".formatted(columns, dialect.step()));
    }

    @Override
    public Object[] values(SummedSteps page, IdRange ids) {
      return new Object[] {page.steps().from(), page.steps().to(), ids.from(), ids.end()};
    }

    @Override
    public void take(ResultSet rows, KindSeries series, SummedSteps page, List<StretchTotal> found)
        throws SQLException {
      AddedRows added = new AddedRows(series, page, found);
      while (rows.next()) {
        added.add(rows);
      }
      added.passOn();
    }
  }
}
