package io.tallystick.store.jdbc;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.Percentiles;
import io.tallystick.spi.RequestGroup;
import io.tallystick.spi.RequestSummary;
import io.tallystick.spi.RequestTable;
import io.tallystick.spi.ResponseTimes;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.TimeRange;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Summaries of requests in the table {@code api_metrics}, which is made for the first of them. */
final class SqlRequests implements RequestTable {
  private static final String TABLE = "api_metrics";
  private static final String SCRIPT = "api-metrics.sql";

  private final Sessions sessions;
  private final Clock clock;

  /** Of the database that is open; for the owner of the writing session alone. */
  private boolean isMade;

  SqlRequests(Sessions sessions, Clock clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  /** What was remembered may be of another store. */
  void forget() {
    isMade = false;
  }

  @Override
  public void put(Lease lease, List<RequestSummary> rows) {
    requireFew(rows);
    sessions.write("keep summaries of requests", session -> put(session, lease, rows));
  }

  private static void requireFew(List<RequestSummary> rows) {
    if (rows.size() > MAX_ROWS) {
      throw new IllegalArgumentException(
          "%d summaries of requests are put at once: put at most %d."
              .formatted(rows.size(), MAX_ROWS));
    }
  }

  private Lease put(Session session, Lease lease, List<RequestSummary> rows) throws SQLException {
    if (!isMade && !rows.isEmpty()) {
      make(session);
    }
    Fences.require(session, lease);
    if (!rows.isEmpty()) {
      PreparedStatement upsert = session.statement(session.dialect().upsert(put(session)));
      for (RequestSummary row : rows) {
        Session.bind(upsert, values(row));
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
    return lease;
  }

  /**
   * Makes the table, in a transaction that begins and ends here, and not where another program has
   * one of that name. That it is ours is noted before it is there: where making a table commits,
   * whoever is stopped between the two has it made by the next one.
   */
  private void make(Session session) throws SQLException {
    session.keepSoFar();
    StoreRow.hold(session);
    boolean isThere = hasTable(session);
    if (!isOurs(session)) {
      if (isThere) {
        throw StorageException.permanent(
            "Could not keep summaries of requests: there is a table api_metrics of another program: rename it, or switch tallystick.api.metrics off.",
            null);
      }
      session.update("UPDATE metric_store SET has_requests = 1");
    }
    if (!isThere) {
      Schema.run(session, SCRIPT);
    }
    session.keepSoFar();
    isMade = true;
  }

  private static boolean isThere(Session session) throws SQLException {
    return isOurs(session) && hasTable(session);
  }

  private static boolean isOurs(Session session) throws SQLException {
    int[] isOurs = {0};
    session.query(row -> isOurs[0] = row.getInt(1), "SELECT has_requests FROM metric_store");
    return isOurs[0] == 1;
  }

  private static boolean hasTable(Session session) throws SQLException {
    int[] tables = {0};
    session.query(row -> tables[0] = row.getInt(1), session.dialect().countTables(), TABLE);
    return tables[0] > 0;
  }

  private static Upsert put(Session session) {
    Upsert upsert = Upsert.into(TABLE, "id");
    for (String column :
        List.of(
            "period_granularity",
            "endpoint",
            "http_method",
            "api_key_id",
            "request_count",
            "error_count_4xx",
            "error_count_5xx",
            "response_time_p50_ms",
            "response_time_p95_ms",
            "response_time_p99_ms",
            "response_time_avg_ms",
            "total_request_bytes",
            "total_response_bytes")) {
      upsert = upsert.set(column);
    }
    return upsert
        .set("period_start", session.dialect().start(), "new.period_start")
        .set("created_at", session.dialect().time(), "old.created_at");
  }

  private @Nullable Object[] values(RequestSummary row) {
    RequestGroup group = row.group();
    String client = group.client();
    ResponseTimes times = row.times();
    return new @Nullable Object[] {
      KeyHash.of(group),
      group.granularity().id(),
      plain(group.endpoint()),
      plain(group.method()),
      client == null ? null : plain(client),
      row.requests(),
      row.errors4xx(),
      row.errors5xx(),
      times == null ? null : times.percentiles().p50(),
      times == null ? null : times.percentiles().p95(),
      times == null ? null : times.percentiles().p99(),
      times == null ? null : times.mean(),
      row.requestBytes(),
      row.responseBytes(),
      group.start().getEpochSecond(),
      clock.millis()
    };
  }

  /** As far as every database takes it; the front door lets nothing else in. */
  private static String plain(String text) {
    byte[] whole = text.replace('\0', '\ufffd').getBytes(StandardCharsets.UTF_8);
    return new String(whole, StandardCharsets.UTF_8);
  }

  @Override
  public List<RequestSummary> find(Granularity granularity, TimeRange range) {
    return sessions.read(
        "find summaries of requests",
        session -> isThere(session) ? find(session, granularity, range) : List.of());
  }

  private static List<RequestSummary> find(
      Session session, Granularity granularity, TimeRange range) throws SQLException {
    List<RequestSummary> found = new ArrayList<>();
    Dialect dialect = session.dialect();
    session.query(
        row -> found.add(summary(granularity, row)),
        "SELECT %s, endpoint, http_method, api_key_id, request_count, error_count_4xx,"
                .formatted(dialect.seconds("period_start"))
            + " error_count_5xx, response_time_p50_ms, response_time_p95_ms, response_time_p99_ms,"
            + " response_time_avg_ms, total_request_bytes, total_response_bytes FROM api_metrics"
            + " WHERE period_granularity = ? AND period_start >= %s AND period_start < %s"
                .formatted(dialect.start(), dialect.start())
            + " ORDER BY period_start, id",
        granularity.id(),
        Seconds.known(range.from()),
        Seconds.known(range.to()));
    return found;
  }

  private static RequestSummary summary(Granularity granularity, ResultSet row)
      throws SQLException {
    RequestGroup group =
        new RequestGroup(
            granularity,
            Instant.ofEpochSecond(row.getLong(1)),
            row.getString(2),
            row.getString(3),
            row.getString(4));
    return new RequestSummary(
        group,
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        times(row),
        row.getLong(12),
        row.getLong(13));
  }

  private static @Nullable ResponseTimes times(ResultSet row) throws SQLException {
    double average = row.getDouble(11);
    return row.wasNull()
        ? null
        : new ResponseTimes(
            new Percentiles(row.getDouble(8), row.getDouble(9), row.getDouble(10)), average);
  }

  @Override
  public int purge(Lease lease, Granularity granularity, Instant before, int most) {
    return sessions.write(
        "purge summaries of requests",
        session -> {
          Fences.require(session, lease);
          return isThere(session) ? purge(session, granularity, before, most) : 0;
        });
  }

  private static int purge(Session session, Granularity granularity, Instant before, int most)
      throws SQLException {
    List<String> old = new ArrayList<>();
    session.query(
        row -> old.add(row.getString(1)),
        "SELECT id FROM api_metrics WHERE period_granularity = ? AND period_start < %s"
                .formatted(session.dialect().start())
            + " ORDER BY period_start, id LIMIT ?",
        granularity.id(),
        Seconds.known(before),
        most);
    PreparedStatement delete = session.statement("DELETE FROM api_metrics WHERE id = ?");
    for (String id : old) {
      Session.bind(delete, id);
      delete.addBatch();
    }
    if (!old.isEmpty()) {
      delete.executeBatch();
    }
    return old.size();
  }
}
