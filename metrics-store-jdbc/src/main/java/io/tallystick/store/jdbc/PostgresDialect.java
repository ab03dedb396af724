package io.tallystick.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** PostgreSQL. */
final class PostgresDialect extends Dialect {
  /** All processes that make or change tables of ours take this one lock. */
  static final long SCHEMA_LOCK = 0x54616c6c79L;

  /** A row that belongs nowhere breaks a rule; there are no other rules of that kind. */
  private static final String NO_PARTITION = "23514";

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("view", "common"),
          Map.entry("key", "TEXT COLLATE \"C\""),
          Map.entry("text", "TEXT COLLATE \"C\""),
          Map.entry("long", "BIGINT"),
          Map.entry("double", "DOUBLE PRECISION"),
          Map.entry("bytes", "BYTEA"),
          Map.entry("hash", "BYTEA"),
          Map.entry("start", "TIMESTAMPTZ"),
          Map.entry("time", "TIMESTAMPTZ"),
          Map.entry("value", "value"),
          Map.entry("clustered", ""),
          Map.entry("by_day", " PARTITION BY RANGE (bucket)"),
          Map.entry("by_month", " PARTITION BY RANGE (bucket)"),
          Map.entry("div", "/"),
          Map.entry("point_time", "TIMESTAMPTZ 'epoch' + p.at * INTERVAL '1 millisecond'"),
          Map.entry("point_created", "TIMESTAMPTZ 'epoch' + p.created * INTERVAL '1 millisecond'"),
          Map.entry("bucket_seconds", seconds()),
          Map.entry("bucket_time", "b.bucket"),
          Map.entry("bucket_end", "b.bucket + INTERVAL '1 minute'"));

  private final PostgresPartitions partitions = new PostgresPartitions();

  private static String seconds() {
    return "CAST(EXTRACT(EPOCH FROM b.bucket) AS BIGINT)";
  }

  @Override
  Map<String, String> words() {
    return WORDS;
  }

  @Override
  String countTables() {
    return "SELECT COUNT(*) FROM pg_class WHERE relname = ? AND relkind IN ('r', 'p')"
        + " AND relnamespace = to_regnamespace(quote_ident(current_schema()))";
  }

  /** Until the transaction ends. */
  @Override
  void lockSchema(Session session) throws SQLException {
    session.query(row -> {}, "SELECT pg_advisory_xact_lock(?)", SCHEMA_LOCK);
  }

  @Override
  String upsert(Upsert upsert) {
    return OnConflict.upsert(upsert);
  }

  @Override
  String forShare() {
    return " FOR SHARE";
  }

  @Override
  String start() {
    return "to_timestamp(?)";
  }

  @Override
  String time() {
    return "to_timestamp(? / 1000.0)";
  }

  @Override
  String seconds(String column) {
    return "CAST(EXTRACT(EPOCH FROM " + column + ") AS BIGINT)";
  }

  /** The offset keeps the planner from doing anything else than what is written. */
  @Override
  String eachStep(String table, String columns, long widthSeconds) {
    return ("SELECT %s FROM generate_series(?::bigint, ?::bigint - 1, %d) AS step(at)"
            + " CROSS JOIN LATERAL (SELECT * FROM %s t WHERE t.bucket = to_timestamp(step.at)"
            + " AND t.series_id >= ? AND t.series_id < ? OFFSET 0) b")
        .formatted(columns, widthSeconds, table);
  }

  @Override
  void write(Session session, BucketTable table, List<BucketRow> rows, boolean isReplacing)
      throws SQLException {
    PostgresRows.write(session, table.upsert(this, isReplacing), rows);
  }

  @Override
  Partitions partitions() {
    return partitions;
  }

  @Override
  String nowMillis() {
    return "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
  }

  @Override
  void setUp(Connection connection, Limits limits) throws SQLException {
    run(
        connection,
        ("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED;"
                + " SET statement_timeout = %d; SET lock_timeout = %d;"
                + " SET idle_in_transaction_session_timeout = %d")
            .formatted(limits.answerMillis(), limits.answerMillis(), 3 * limits.answerMillis()));
  }

  /** What lies below a horizon counts no more, although its partition is still there. */
  @Override
  OptionalLong sizeBytes(Connection reading) throws SQLException {
    OptionalLong all =
        number(
            reading,
            "SELECT CAST(COALESCE(SUM(pg_total_relation_size(oid)), 0) AS BIGINT) FROM pg_class"
                + " WHERE (relname LIKE 'metric\\_%' OR relname = 'api_metrics') AND relkind = 'r'"
                + " AND relnamespace = to_regnamespace(quote_ident(current_schema()))");
    return OptionalLong.of(all.orElse(0) - PostgresPartitions.hiddenBytes(reading));
  }

  @Override
  Trouble trouble(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return switch (state) {
      case "23505", "40001", "40P01" -> Trouble.COLLISION;
      case "28000", "28P01", "3D000" -> Trouble.LOGIN;
      case "42501" -> Trouble.RIGHTS;
      case "54000" -> Trouble.VALUE;
      case "25006" -> Trouble.READ_ONLY;
      case "53100" -> Trouble.FULL;
      case "53300" -> Trouble.CROWD;
      case "42P01", NO_PARTITION -> Trouble.TABLES;
      case "55P03" -> Trouble.LOCK;
      case "57014" -> Trouble.SLOW;
      case "57P01", "57P02", "57P03", "57P05", "25P03" -> Trouble.CONNECTION;
      default -> Trouble.byState(failure);
    };
  }
}
