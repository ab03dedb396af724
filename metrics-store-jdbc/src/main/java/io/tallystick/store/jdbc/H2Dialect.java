package io.tallystick.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** H2, from version 2 on. */
final class H2Dialect extends Dialect {
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("view", "common"),
          Map.entry("key", "VARCHAR(1000)"),
          Map.entry("text", "CHARACTER LARGE OBJECT"),
          Map.entry("long", "BIGINT"),
          Map.entry("double", "DOUBLE PRECISION"),
          Map.entry("bytes", "BINARY LARGE OBJECT"),
          Map.entry("hash", "VARBINARY(16)"),
          Map.entry("start", "BIGINT"),
          Map.entry("time", "BIGINT"),
          Map.entry("value", "\"VALUE\""),
          Map.entry("clustered", ""),
          Map.entry("by_day", ""),
          Map.entry("by_month", ""),
          Map.entry("div", "/"),
          Map.entry("point_time", "p.at"),
          Map.entry("point_created", "p.created"),
          Map.entry("bucket_seconds", "b.bucket"),
          Map.entry("bucket_time", "b.bucket * 1000"),
          Map.entry("bucket_end", "b.bucket * 1000 + 60000"));

  /** Of columns that are not text, or may be null. */
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("count", "BIGINT"),
          Map.entry("last_at", "BIGINT"),
          Map.entry("observed_ms", "BIGINT"),
          Map.entry("ended", "BIGINT"),
          Map.entry("api_key_id", "CHARACTER LARGE OBJECT"),
          Map.entry("sketch", "BINARY LARGE OBJECT"),
          Map.entry("sum", "DOUBLE PRECISION"),
          Map.entry("min", "DOUBLE PRECISION"),
          Map.entry("max", "DOUBLE PRECISION"),
          Map.entry("last", "DOUBLE PRECISION"),
          Map.entry("weighted_sum", "DOUBLE PRECISION"),
          Map.entry("p50", "DOUBLE PRECISION"),
          Map.entry("p95", "DOUBLE PRECISION"),
          Map.entry("p99", "DOUBLE PRECISION"),
          Map.entry("share", "DOUBLE PRECISION"),
          Map.entry("response_time_p50_ms", "DOUBLE PRECISION"),
          Map.entry("response_time_p95_ms", "DOUBLE PRECISION"),
          Map.entry("response_time_p99_ms", "DOUBLE PRECISION"),
          Map.entry("response_time_avg_ms", "DOUBLE PRECISION"));

  @Override
  Map<String, String> words() {
    return WORDS;
  }

  /** Upper case or lower, as the database was told; not LOWER(), which goes by the locale. */
  @Override
  String countTables() {
    return "SELECT COUNT(*) FROM information_schema.tables"
        + " WHERE table_schema = CURRENT_SCHEMA AND CAST(table_name AS VARCHAR_IGNORECASE) = ?";
  }

  /**
   * Each command that makes something commits: who was stopped half way left some, and two may make
   * the same at once, which is a general error.
   */
  @Override
  boolean isThereAlready(SQLException failure) {
    return switch (failure.getErrorCode()) {
      case 42101, 42111, 90038 -> true;
      case 50000 -> String.valueOf(failure.getMessage()).contains("object already exists");
      default -> false;
    };
  }

  @Override
  String upsert(Upsert upsert) {
    String columns = String.join(", ", upsert.columns().keySet());
    String condition = upsert.condition();
    return "MERGE INTO %s old USING (VALUES (%s)) new (%s) ON %s WHEN MATCHED%s THEN UPDATE SET %s WHEN NOT MATCHED THEN INSERT (%s) VALUES (%s)"
        .formatted(
            upsert.table(),
            typed(upsert.columns()),
            columns,
            same(upsert.keys()),
            condition == null ? "" : " AND " + condition,
            upsert.assignments((column, value) -> value),
            columns,
            "new." + String.join(", new.", upsert.columns().keySet()));
  }

  /**
   * A parameter that nobody gave a type is text to H2, which bytes are not. When H2 prepares the
   * statement anew, because somebody made a table, it is what is bound to it at that moment: if
   * that is null, whatever is bound to it later becomes null too.
   */
  private static String typed(Map<String, String> columns) {
    List<String> values = new ArrayList<>();
    columns.forEach(
        (column, value) -> {
          String type = TYPES.get(column);
          values.add(type == null ? value : "CAST(%s AS %s)".formatted(value, type));
        });
    return String.join(", ", values);
  }

  private static String same(List<String> keys) {
    List<String> parts = new ArrayList<>();
    for (String key : keys) {
      parts.add("old.%s = new.%s".formatted(key, key));
    }
    return String.join(" AND ", parts);
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
    return ("SELECT %s FROM SYSTEM_RANGE(?, ? - 1, %d) step CROSS JOIN %s b"
            + " WHERE b.bucket = step.x AND b.series_id >= ? AND b.series_id < ?")
        .formatted(columns, widthSeconds, table);
  }

  @Override
  String step() {
    return "step.x";
  }

  @Override
  String nowMillis() {
    return "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP(3)) * 1000 AS BIGINT)";
  }

  @Override
  void setUp(Connection connection, Limits limits) throws SQLException {
    run(connection, "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED");
    run(connection, "SET LOCK_TIMEOUT " + limits.answerMillis());
    run(connection, "SET QUERY_TIMEOUT " + limits.answerMillis());
  }

  @Override
  OptionalLong sizeBytes(Connection reading) throws SQLException {
    return number(
        reading,
        "SELECT COALESCE(SUM(DB_OBJECT_TOTAL_SIZE('TABLE', table_schema, table_name)), 0)"
            + " FROM information_schema.tables WHERE table_schema = CURRENT_SCHEMA"
            + " AND table_type = 'BASE TABLE' AND CAST(table_name AS VARCHAR_IGNORECASE) LIKE 'metric\\_%'");
  }

  @Override
  Trouble trouble(SQLException failure) {
    return switch (failure.getErrorCode()) {
      case 23505, 40001, 90131 -> Trouble.COLLISION;
      case 28000, 90013, 90146, 90149 -> Trouble.LOGIN;
      case 90096 -> Trouble.RIGHTS;
      case 90097 -> Trouble.READ_ONLY;
      case 42102, 42104 -> Trouble.TABLES;
      case 50200 -> Trouble.LOCK;
      case 57014, 90051 -> Trouble.SLOW;
      case 90007, 90020, 90067, 90098, 90121, 90108 -> Trouble.CONNECTION;
      default -> Trouble.byState(failure);
    };
  }
}
