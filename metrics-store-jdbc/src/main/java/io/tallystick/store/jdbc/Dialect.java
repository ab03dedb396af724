package io.tallystick.store.jdbc;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How one kind of database is spoken to, where common SQL does not do.
 *
 * <pre>{@code
 * Dialect dialect = Dialect.sqlite();
 * }</pre>
 */
public abstract class Dialect {
  Dialect() {}

  /** That of SQLite. */
  public static Dialect sqlite() {
    return new SqliteDialect();
  }

  /**
   * What the placeholders of the schema stand for, such as {@code bytes} for {@code BLOB}. The word
   * {@code view} is a part of the name of the script that makes the view.
   */
  abstract Map<String, String> words();

  final String word(String placeholder) {
    return requireNonNull(words().get(placeholder), placeholder);
  }

  /** Counts the tables that are called so, in lower case, where new ones would be made. */
  abstract String countTables();

  /** Makes others wait who want to make or change the tables. */
  void lockSchema(Session session) throws SQLException {
    // most databases let only one at a time do that
  }

  /** Lets them go on who waited, unless they do when the transaction ends. */
  void unlockSchema(Session session) throws SQLException {
    // most databases do so when the transaction ends
  }

  /** Whether what a command was to make is there, as after someone who was stopped half way. */
  boolean isThereAlready(SQLException failure) {
    return false;
  }

  abstract String upsert(Upsert upsert);

  /** What makes a reading transaction keep others from changing a row; stands at the end. */
  String forUpdate() {
    return " FOR UPDATE";
  }

  /** What makes a reading transaction keep others from changing a row, and not from reading so. */
  String forShare() {
    return forUpdate();
  }

  /** The placeholder of a bucket's start, which is bound in seconds since 1970. */
  String start() {
    return "?";
  }

  /** The placeholder of another time, which is bound in milliseconds since 1970. */
  String time() {
    return "?";
  }

  /** A bucket's start in seconds since 1970. */
  String seconds(String column) {
    return column;
  }

  /**
   * Rows of some series in some buckets of a fixed width. Bound are the first start and the first
   * behind, the first series and the first behind. All databases have the start first in the key,
   * and few find a series within a range of starts by themselves: so it goes step by step.
   */
  abstract String eachStep(String table, String columns, long widthSeconds);

  /** The start of the bucket, in seconds since 1970, in the columns of such a statement. */
  String step() {
    return "step.at";
  }

  /** The most steps that such a statement takes. */
  long mostSteps() {
    return 1_000_000;
  }

  /**
   * Where the buckets of a table start from one moment to below another, in their order. Most
   * databases read all rows to find what is distinct: so it goes from each start to the next.
   */
  List<Long> starts(Session session, String table, long from, long to) throws SQLException {
    String next = "SELECT MIN(bucket) FROM " + table + " WHERE bucket %s AND bucket < " + start();
    String sql =
        ("WITH RECURSIVE found (bucket) AS (%s UNION ALL SELECT (%s) FROM found f"
                + " WHERE f.bucket IS NOT NULL) SELECT %s FROM found WHERE bucket IS NOT NULL")
            .formatted(
                next.formatted(">= " + start()), next.formatted("> f.bucket"), seconds("bucket"));
    return numbers(session, sql, from, to, to);
  }

  /** The numbers in the first column of what is found. */
  static List<Long> numbers(Session session, String sql, Object... values) throws SQLException {
    List<Long> found = new ArrayList<>();
    session.query(row -> found.add(row.getLong(1)), sql, values);
    return found;
  }

  /** Writes rows into a table; those that are there keep what is newer, or are replaced. */
  void write(Session session, BucketTable table, List<BucketRow> rows, boolean isReplacing)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    PreparedStatement statement = session.statement(upsert(table.upsert(this, isReplacing)));
    for (BucketRow row : rows) {
      BucketTable.bind(statement, row);
      statement.addBatch();
    }
    statement.executeBatch();
  }

  /** Where the rows of a granularity lie in parts that can go at once. */
  Partitions partitions() {
    return Partitions.NONE;
  }

  /**
   * Removes the oldest rows. Bound are the time before which they are, and how many.
   *
   * @param key of the table
   * @param time of its columns, the one that says how old a row is
   */
  final String deleteOldest(String table, String key, String time) {
    return deleteOldest(table, "", key, time);
  }

  /**
   * The same of some rows.
   *
   * @param condition which rows, with an {@code AND} at its end
   */
  String deleteOldest(String table, String condition, String key, String time) {
    return "DELETE FROM %s WHERE (%s) IN (SELECT %s FROM %s WHERE %s%s < ? ORDER BY %s LIMIT ?)"
        .formatted(table, key, key, table, condition, time, time);
  }

  /** The store's time, which all instances share. */
  Instant now(Session session, Clock clock) throws SQLException {
    long[] millis = {0};
    session.query(row -> millis[0] = row.getLong(1), "SELECT " + nowMillis());
    return Instant.ofEpochMilli(millis[0]);
  }

  /** The database's time in milliseconds since 1970. */
  abstract String nowMillis();

  /** Prepares a connection of our own for what it is for. */
  void setUp(Connection connection, Limits limits) throws SQLException {
    // nothing to say to most databases
  }

  /** Whether a connection may wait for a network. */
  boolean isRemote() {
    return true;
  }

  /** Begins a transaction that may write; when this fails, none goes on. */
  void begin(Connection writing) throws SQLException {
    Transactions.begin(writing);
  }

  /** Keeps the transaction. */
  void keep(Connection writing) throws SQLException {
    Transactions.keep(writing);
  }

  /** Undoes the transaction. */
  void undo(Connection writing) throws SQLException {
    Transactions.undo(writing);
  }

  /** How many bytes of the database are in use. */
  abstract OptionalLong sizeBytes(Connection reading) throws SQLException;

  /** What a failure is about; the causes of the failure are asked one by one. */
  abstract Trouble trouble(SQLException failure);

  static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static OptionalLong number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
    }
  }

  static Instant millis(Clock clock) {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
