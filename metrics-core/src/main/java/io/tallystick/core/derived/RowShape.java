package io.tallystick.core.derived;

import io.tallystick.guard.Decision;
import io.tallystick.guard.NamingRule;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which column of an answer is what.
 *
 * @param time the column of the time; 0 where there is none
 * @param value the column of the number
 * @param keys the tag of each other column
 */
record RowShape(int time, int value, Map<Integer, String> keys) {
  private static final Set<Integer> NUMBERS =
      Set.of(
          Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE,
          Types.NUMERIC,
          Types.DECIMAL);

  static RowShape of(ResultSetMetaData columns, boolean hasTime) throws SQLException {
    int time = hasTime ? Math.max(1, find(columns, "bucket")) : 0;
    int value = find(columns, "value");
    for (int i = 1; value == 0 && i <= columns.getColumnCount(); i++) {
      value = i != time && NUMBERS.contains(columns.getColumnType(i)) ? i : 0;
    }
    if (value == 0 || value == time) {
      throw new DerivedQueryException(
          "The SQL gives no column of numbers: call one value, as in SELECT count(*) AS value.",
          null);
    }
    return new RowShape(time, value, keys(columns, time, value));
  }

  private static Map<Integer, String> keys(ResultSetMetaData columns, int time, int value)
      throws SQLException {
    Map<Integer, String> keys = new LinkedHashMap<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      if (i != time && i != value) {
        keys.put(i, key(columns, i));
      }
    }
    return keys;
  }

  private static String key(ResultSetMetaData columns, int column) throws SQLException {
    String key = label(columns, column);
    Decision decision = NamingRule.checkTagKey(key);
    if (!decision.isAccepted()) {
      throw new DerivedQueryException(
          "A column of the SQL cannot be a tag: " + decision.reason(), null);
    }
    return key;
  }

  /** The first column of a name; 0 where there is none. */
  private static int find(ResultSetMetaData columns, String name) throws SQLException {
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      if (label(columns, i).equals(name)) {
        return i;
      }
    }
    return 0;
  }

  private static String label(ResultSetMetaData columns, int column) throws SQLException {
    return columns.getColumnLabel(column).toLowerCase(Locale.ROOT);
  }
}
