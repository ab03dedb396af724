package io.tallystick.store.jdbc;

import io.tallystick.spi.CounterState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.HistogramState;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Bucket rows on their way into PostgreSQL: each column is one array, however many rows there are.
 *
 * <p>So a flush of any size is one statement of sixteen parameters, which the server plans once.
 * Rows in a list of values have sixteen parameters each, and are planned anew for each length of
 * the list.
 */
final class PostgresRows {
  private static final String[] TYPES = {
    "int8", "int8", "int4", "int8", "int8", "float8", "float8", "float8", "float8", "int8",
    "float8", "int8", "float8", "float8", "float8", "bytea"
  };

  private final Object[][] columns;

  private PostgresRows(int count) {
    columns = new Object[TYPES.length][];
    for (int i = 0; i < TYPES.length; i++) {
      columns[i] = column(TYPES[i], count);
    }
  }

  /** The driver sends arrays of these types in binary, and others as text. */
  private static Object[] column(String type, int count) {
    return switch (type) {
      case "int8" -> new Long[count];
      case "int4" -> new Integer[count];
      case "float8" -> new Double[count];
      default -> new byte[count][];
    };
  }

  static void write(Session session, Upsert upsert, List<BucketRow> rows) throws SQLException {
    PostgresRows columns = new PostgresRows(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      columns.set(i, rows.get(i));
    }
    columns.send(session, upsert);
  }

  private void send(Session session, Upsert upsert) throws SQLException {
    PreparedStatement statement = session.statement(sql(upsert));
    for (int i = 0; i < TYPES.length; i++) {
      Array array = session.connection().createArrayOf(TYPES[i], columns[i]);
      statement.setArray(i + 1, array);
    }
    statement.executeUpdate();
  }

  private static String sql(Upsert upsert) {
    StringBuilder arrays = new StringBuilder();
    for (String type : TYPES) {
      arrays.append(arrays.length() == 0 ? "" : ", ").append("?::").append(type).append("[]");
    }
    return "INSERT INTO %s (%s) SELECT %s FROM unnest(%s) AS row(%s)"
            .formatted(
                upsert.table(),
                String.join(", ", upsert.columns().keySet()),
                selected(upsert.columns()),
                arrays,
                String.join(", ", upsert.columns().keySet()))
        + OnConflict.change(upsert);
  }

  /** Each column as it is bound: {@code to_timestamp(?)} becomes {@code to_timestamp(bucket)}. */
  private static String selected(Map<String, String> columns) {
    return columns.entrySet().stream()
        .map(column -> column.getValue().replace("?", "row." + column.getKey()))
        .collect(Collectors.joining(", "));
  }

  private void set(int index, BucketRow row) {
    set(index, 0, row.startSeconds(), row.series(), row.writer(), row.bucket().version());
    if (row.bucket().state() instanceof CounterState counter) {
      set(index, 4, counter.whole(), counter.sum());
      set(index, 10, counter.fractional() == 0 ? null : counter.fractional());
    } else if (row.bucket().state() instanceof GaugeState gauge) {
      set(index, 6, gauge.min(), gauge.max(), gauge.last(), gauge.lastAt().toEpochMilli());
      set(index, 10, gauge.weightedSum(), gauge.observedMillis());
    } else if (row.bucket().state() instanceof HistogramState histogram) {
      set(index, 4, histogram.count(), histogram.sum(), histogram.min(), histogram.max());
      set(index, 12, histogram.percentiles().p50(), histogram.percentiles().p95());
      set(index, 14, histogram.percentiles().p99(), histogram.sketch().toArray());
    }
  }

  private void set(int index, int firstColumn, @Nullable Object... values) {
    for (int i = 0; i < values.length; i++) {
      columns[firstColumn + i][index] = values[i];
    }
  }
}
