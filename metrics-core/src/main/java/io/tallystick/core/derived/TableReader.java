package io.tallystick.core.derived;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer of any columns. What a column is follows from its cells, since not every database
 * knows it before; from what the database says where all cells are null.
 */
final class TableReader {
  private static final int LONGEST_TEXT = 1_000;

  private TableReader() {}

  static DerivedRows read(ResultSet rows, String title, TimeForm form) throws SQLException {
    int width = rows.getMetaData().getColumnCount();
    List<List<@Nullable Object>> found = new ArrayList<>();
    while (rows.next()) {
      List<@Nullable Object> row = new ArrayList<>(width);
      for (int i = 1; i <= width; i++) {
        row.add(cell(rows, i, form));
      }
      found.add(row);
    }
    List<DerivedColumn> columns = new ArrayList<>();
    for (int i = 1; i <= width; i++) {
      ColumnType type = type(found, i - 1, rows.getMetaData());
      columns.add(new DerivedColumn(rows.getMetaData().getColumnLabel(i), type));
      convert(found, i - 1, type);
    }
    return new DerivedRows(title, columns, found);
  }

  private static @Nullable Object cell(ResultSet rows, int column, TimeForm form)
      throws SQLException {
    Object cell = rows.getObject(column);
    if (cell == null || cell instanceof Boolean) {
      return cell;
    }
    if (cell instanceof Number number) {
      return number(number);
    }
    if (cell instanceof Timestamp
        || cell instanceof OffsetDateTime
        || cell instanceof LocalDateTime) {
      return TimeCell.read(rows, column, form);
    }
    return cell instanceof byte[] bytes ? bytes.length + " bytes" : cut(rows.getString(column));
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
  }

  /** A whole number that fits into a long, or else a double; what is not finite has no place. */
  private static @Nullable Object number(Number number) {
    if (number instanceof Double || number instanceof Float) {
      return Double.isFinite(number.doubleValue()) ? (Object) number.doubleValue() : null;
    }
    boolean isLarge = number instanceof BigInteger big && big.bitLength() >= Long.SIZE;
    boolean isFraction =
        number instanceof BigDecimal decimal
            && (decimal.scale() > 0 || decimal.toBigInteger().bitLength() >= Long.SIZE);
    return isLarge || isFraction ? (Object) number.doubleValue() : (Object) number.longValue();
  }

  private static ColumnType type(
      List<List<@Nullable Object>> rows, int column, ResultSetMetaData metaData)
      throws SQLException {
    List<ColumnType> types =
        rows.stream()
            .map(row -> row.get(column))
            .filter(Objects::nonNull)
            .map(TableReader::type)
            .distinct()
            .toList();
    if (types.isEmpty()) {
      return type(metaData.getColumnType(column + 1));
    }
    boolean isMixedNumber =
        types.size() == 2 && types.contains(ColumnType.WHOLE) && types.contains(ColumnType.NUMBER);
    return isMixedNumber ? ColumnType.NUMBER : types.size() == 1 ? types.get(0) : ColumnType.TEXT;
  }

  private static ColumnType type(@Nullable Object cell) {
    if (cell instanceof Long) {
      return ColumnType.WHOLE;
    }
    if (cell instanceof Double) {
      return ColumnType.NUMBER;
    }
    if (cell instanceof Instant) {
      return ColumnType.TIME;
    }
    return cell instanceof Boolean ? ColumnType.BOOLEAN : ColumnType.TEXT;
  }

  private static ColumnType type(int ofDatabase) {
    return switch (ofDatabase) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> ColumnType.WHOLE;
      case Types.REAL, Types.FLOAT, Types.DOUBLE, Types.NUMERIC, Types.DECIMAL -> ColumnType.NUMBER;
      case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> ColumnType.TIME;
      case Types.BIT, Types.BOOLEAN -> ColumnType.BOOLEAN;
      default -> ColumnType.TEXT;
    };
  }

  private static void convert(List<List<@Nullable Object>> rows, int column, ColumnType type) {
    for (List<@Nullable Object> row : rows) {
      Object cell = row.get(column);
      if (cell instanceof Long whole && type == ColumnType.NUMBER) {
        row.set(column, whole.doubleValue());
      } else if (cell != null && type == ColumnType.TEXT) {
        row.set(column, cell.toString());
      }
    }
  }
}
