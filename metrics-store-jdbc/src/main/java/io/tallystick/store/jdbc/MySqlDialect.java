package io.tallystick.store.jdbc;

import io.tallystick.spi.StorageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** MariaDB and MySQL. */
final class MySqlDialect extends Dialect {
  private static final String LOCK = "CONCAT('tallystick.', MD5(DATABASE()))";
  private static final int MOST_STEPS = 900;
  private static final int ROWS_AT_ONCE = 100;

  private static final int TABLE_IS_THERE = 1050;
  private static final int INDEX_IS_THERE = 1061;

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("view", "common"),
          Map.entry("long", "BIGINT"),
          Map.entry("double", "DOUBLE"),
          Map.entry("bytes", "MEDIUMBLOB"),
          Map.entry("hash", "BINARY(16)"),
          Map.entry("start", "BIGINT"),
          Map.entry("time", "BIGINT"),
          Map.entry("value", "value"),
          Map.entry("clustered", ""),
          Map.entry("by_day", ""),
          Map.entry("by_month", ""),
          Map.entry("div", "DIV"),
          Map.entry("point_time", "p.at"),
          Map.entry("point_created", "p.created"),
          Map.entry("bucket_seconds", "b.bucket"),
          Map.entry("bucket_time", "b.bucket * 1000"),
          Map.entry("bucket_end", "b.bucket * 1000 + 60000"));

  private final boolean isMariaDb;

  MySqlDialect(boolean isMariaDb) {
    this.isMariaDb = isMariaDb;
  }

  /** Text is compared bit by bit, and blanks at its end count. */
  @Override
  Map<String, String> words() {
    String exact =
        " CHARACTER SET utf8mb4 COLLATE " + (isMariaDb ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin");
    Map<String, String> words = new HashMap<>(WORDS);
    words.put("key", "VARCHAR(255)" + exact);
    words.put("text", "LONGTEXT" + exact);
    return words;
  }

  @Override
  String countTables() {
    return "SELECT COUNT(*) FROM information_schema.tables"
        + " WHERE table_schema = DATABASE() AND table_name = ?";
  }

  /** Each command that makes a table commits, so no transaction can keep others out. */
  @Override
  void lockSchema(Session session) throws SQLException {
    int[] held = {0};
    session.query(row -> held[0] = row.getInt(1), "SELECT GET_LOCK(" + LOCK + ", 10)");
    if (held[0] != 1) {
      throw StorageException.temporary(
          "Could not open the store: another instance makes its tables: it is tried again.", null);
    }
  }

  @Override
  void unlockSchema(Session session) throws SQLException {
    session.query(row -> {}, "SELECT RELEASE_LOCK(" + LOCK + ")");
  }

  /** Each command that makes something commits: who was stopped half way left some. */
  @Override
  boolean isThereAlready(SQLException failure) {
    return failure.getErrorCode() == TABLE_IS_THERE || failure.getErrorCode() == INDEX_IS_THERE;
  }

  /** Assignments are made one after the other, so what the condition looks at comes last. */
  @Override
  String upsert(Upsert upsert) {
    return upsert(upsert, 1);
  }

  private static String upsert(Upsert upsert, int rows) {
    return upsert.insert(rows)
        + " ON DUPLICATE KEY UPDATE "
        + upsert
            .lastWhatIsCompared()
            .assignments((column, value) -> assigned(upsert, column, value));
  }

  /** Drivers send a batch of this kind row by row, each with all of the statement's text. */
  @Override
  void write(Session session, BucketTable table, List<BucketRow> rows, boolean isReplacing)
      throws SQLException {
    Upsert upsert = table.upsert(this, isReplacing);
    int whole = rows.size() - rows.size() % ROWS_AT_ONCE;
    PreparedStatement many = session.statement(upsert(upsert, ROWS_AT_ONCE));
    for (int from = 0; from < whole; from += ROWS_AT_ONCE) {
      for (int i = 0; i < ROWS_AT_ONCE; i++) {
        BucketTable.bind(many, i * BucketTable.COLUMNS, rows.get(from + i));
      }
      many.executeUpdate();
    }
    super.write(session, table, rows.subList(whole, rows.size()), isReplacing);
  }

  private static String assigned(Upsert upsert, String column, String value) {
    String condition = upsert.condition();
    return condition == null
        ? words(value)
        : "IF(%s, %s, %s)".formatted(words(condition), words(value), column);
  }

  private static String words(String expression) {
    return expression.replaceAll("new\\.(\\w+)", "VALUES($1)").replaceAll("old\\.(\\w+)", "$1");
  }

  @Override
  String forShare() {
    return " LOCK IN SHARE MODE";
  }

  /**
   * A recursion must not look at a table with what it found, and what is distinct is found well.
   */
  @Override
  List<Long> starts(Session session, String table, long from, long to) throws SQLException {
    return numbers(
        session,
        "SELECT DISTINCT bucket FROM %s WHERE bucket >= ? AND bucket < ? ORDER BY bucket"
            .formatted(table),
        from,
        to);
  }

  @Override
  String eachStep(String table, String columns, long widthSeconds) {
    return ("WITH RECURSIVE step (at) AS (SELECT CAST(? AS SIGNED) UNION ALL SELECT at + %d FROM"
            + " step WHERE at + %d < ?) SELECT STRAIGHT_JOIN %s FROM step CROSS JOIN %s b"
            + " WHERE b.bucket = step.at AND b.series_id >= ? AND b.series_id < ?")
        .formatted(widthSeconds, widthSeconds, columns, table);
  }

  /** A server stops a recursion at a thousand. */
  @Override
  long mostSteps() {
    return MOST_STEPS;
  }

  @Override
  String deleteOldest(String table, String condition, String key, String time) {
    return "DELETE FROM %s WHERE %s%s < ? ORDER BY %s LIMIT ?"
        .formatted(table, condition, time, time);
  }

  @Override
  String nowMillis() {
    return "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(3)) DIV 1000";
  }

  @Override
  void setUp(Connection connection, Limits limits) throws SQLException {
    run(connection, "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
    run(
        connection,
        "SET SESSION innodb_lock_wait_timeout = " + Math.max(1, limits.answerMillis() / 1_000));
    if (isMariaDb) {
      run(connection, "SET SESSION max_statement_time = " + limits.answerMillis() / 1_000.0);
      run(
          connection,
          "SET SESSION idle_transaction_timeout = "
              + Math.max(1, 3 * limits.answerMillis() / 1_000));
    } else {
      run(connection, "SET SESSION max_execution_time = " + limits.answerMillis());
      run(connection, "SET SESSION information_schema_stats_expiry = 0"); // for sizeBytes
    }
  }

  @Override
  OptionalLong sizeBytes(Connection reading) throws SQLException {
    return number(
        reading,
        "SELECT CAST(COALESCE(SUM(data_length + index_length), 0) AS SIGNED)"
            + " FROM information_schema.tables"
            + " WHERE table_schema = DATABASE() AND (table_name LIKE 'metric\\_%' OR table_name = 'api_metrics')");
  }

  @Override
  Trouble trouble(SQLException failure) {
    return switch (failure.getErrorCode()) {
      case 1062, 1213, 1020 -> Trouble.COLLISION;
      case 1044, 1045, 1049 -> Trouble.LOGIN;
      case 1142, 1143, 1227, 1370 -> Trouble.RIGHTS;
      case 1290, 1836, 1792 -> Trouble.READ_ONLY;
      case 1021, 1114 -> Trouble.FULL;
      case 1040, 1203, 1226 -> Trouble.CROWD;
      case 1146 -> Trouble.TABLES;
      case 1366 -> Trouble.VALUE;
      case 1205 -> Trouble.LOCK;
      case 1969, 3024 -> Trouble.SLOW;
      case 1053, 1152, 1927, 4031 -> Trouble.CONNECTION;
      default -> Trouble.byState(failure);
    };
  }
}
