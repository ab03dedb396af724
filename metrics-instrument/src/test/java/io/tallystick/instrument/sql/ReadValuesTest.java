package io.tallystick.instrument.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every column of every type, read by every method. */
class ReadValuesTest {
  private static final String H2_TABLE =
      """
      CREATE TABLE v (i INTEGER, l BIGINT, s SMALLINT, b BOOLEAN, d DOUBLE PRECISION, r REAL,
        n NUMERIC(20, 4), c CHAR(4), t VARCHAR(40), x VARBINARY(10), cl CLOB, bl BLOB, da DATE,
        ti TIME, ts TIMESTAMP, tz TIMESTAMP WITH TIME ZONE, u UUID, a INTEGER ARRAY)""";
  private static final String H2_ROW =
      """
      INSERT INTO v VALUES (1, 9000000000, 3, TRUE, 1.5, 2.5, 12345.6789, 'abc', 'ıİ €',
        X'00FF10', 'long', X'CAFE', DATE '2026-11-27', TIME '10:11:12',
        TIMESTAMP '2026-11-27 10:11:12.123', TIMESTAMP WITH TIME ZONE '2026-11-27 10:11:12+13:45',
        UUID '12345678-1234-1234-1234-123456789abc', ARRAY[1, 2])""";
  private static final String SQLITE_TABLE =
      "CREATE TABLE v (i INTEGER, d REAL, t TEXT, x BLOB, n NUMERIC, da DATE, ts TIMESTAMP)";
  private static final String SQLITE_ROW =
      "INSERT INTO v VALUES (1, 1.5, 'ıİ €', X'00FF10', 12.5, '2026-11-27', 1795000000000)";

  @ParameterizedTest
  @EnumSource
  void everyValueIsReadAsWithoutTheWrapper(Database database) throws Exception {
    boolean sqlite = database == Database.SQLITE;
    try (Opened opened = database.open()) {
      opened.run(sqlite ? SQLITE_TABLE : H2_TABLE);
      opened.run(sqlite ? SQLITE_ROW : H2_ROW);
      opened.run("INSERT INTO v (i) VALUES (NULL)");
      List<String> bare = readings(opened.bare());
      assertThat(bare).hasSizeGreaterThan(500).anyMatch(reading -> reading.endsWith("ıİ €"));
      assertThat(readings(opened.timed())).containsExactlyElementsOf(bare);
    }
  }

  private static List<String> readings(DataSource dataSource) throws Exception {
    List<String> readings = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      for (int row = 1; row <= 2; row++) {
        int columns = columns(statement);
        for (int column = 0; column <= columns + 1; column++) {
          for (Method reader : readers()) {
            readings.add(reading(statement, row, column, reader));
          }
        }
      }
    }
    return readings;
  }

  private static int columns(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT * FROM v")) {
      return rows.getMetaData().getColumnCount();
    }
  }

  /** By a fresh query, because a stream that was read is gone. */
  private static String reading(Statement statement, int row, int column, Method reader)
      throws Exception {
    try (ResultSet rows = statement.executeQuery("SELECT * FROM v")) {
      for (int i = 0; i < row; i++) {
        assertThat(rows.next()).isTrue();
      }
      int count = rows.getMetaData().getColumnCount();
      String label =
          column < 1 || column > count ? "none" : rows.getMetaData().getColumnLabel(column);
      Object[] arguments =
          Arrays.stream(reader.getParameterTypes())
              .map(type -> argument(type, column, label))
              .toArray();
      String outcome = Outcome.of(() -> called(reader, rows, arguments));
      return reader.getName()
          + " "
          + row
          + " "
          + label
          + " "
          + Outcome.of(rows::wasNull)
          + " "
          + outcome;
    }
  }

  private static Object called(Method reader, ResultSet rows, Object[] arguments) throws Exception {
    try {
      return reader.invoke(rows, arguments);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw thrown;
    }
  }

  private static Object argument(Class<?> type, int column, String label) {
    if (type == int.class) {
      return column;
    }
    if (type == String.class) {
      return label;
    }
    if (type == Class.class) {
      return LocalDate.class;
    }
    return type == Map.class ? Map.of() : Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"));
  }

  private static List<Method> readers() {
    return Arrays.stream(ResultSet.class.getMethods())
        .filter(method -> method.getName().startsWith("get") && method.getParameterCount() > 0)
        .sorted(Comparator.comparing(Method::toString))
        .toList();
  }
}
