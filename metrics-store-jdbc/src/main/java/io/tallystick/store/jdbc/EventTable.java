package io.tallystick.store.jdbc;

import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.TimeRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of alerts: a row for each time that a group of a rule went into another state. */
final class EventTable {
  private static final String COLUMNS =
      "id, rule_id, group_key, transition, at, since, measured, threshold, message, detail";

  private EventTable() {}

  /** Whether it was not there. */
  static boolean add(Session session, AlertEvent event) throws SQLException {
    return !isThere(session, event.id())
        && session.update(
                "INSERT INTO metric_alert_event (%s) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    .formatted(COLUMNS),
                event.id(),
                event.ruleId(),
                event.group(),
                event.transition(),
                event.at().toEpochMilli(),
                event.since().toEpochMilli(),
                orNull(event.value()),
                orNull(event.threshold()),
                event.message(),
                event.detail())
            > 0;
  }

  private static boolean isThere(Session session, String id) throws SQLException {
    boolean[] isThere = {false};
    session.query(row -> isThere[0] = true, "SELECT 1 FROM metric_alert_event WHERE id = ?", id);
    return isThere[0];
  }

  /** Not every database has a number that is none. */
  private static @Nullable Double orNull(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }

  static List<AlertEvent> find(Session session, TimeRange range, int most) throws SQLException {
    List<AlertEvent> found = new ArrayList<>();
    session.query(
        row -> found.add(event(row)),
        "SELECT %s FROM metric_alert_event WHERE at >= ? AND at < ? ORDER BY at DESC, id LIMIT ?"
            .formatted(COLUMNS),
        range.from().toEpochMilli(),
        range.to().toEpochMilli(),
        most);
    return found;
  }

  static List<AlertEvent> ofRule(Session session, String ruleId, TimeRange range, int most)
      throws SQLException {
    List<AlertEvent> found = new ArrayList<>();
    session.query(
        row -> found.add(event(row)),
        "SELECT %s FROM metric_alert_event WHERE rule_id = ? AND at >= ? AND at < ?"
                .formatted(COLUMNS)
            + " ORDER BY at DESC, id LIMIT ?",
        ruleId,
        range.from().toEpochMilli(),
        range.to().toEpochMilli(),
        most);
    return found;
  }

  private static AlertEvent event(ResultSet row) throws SQLException {
    return new AlertEvent(
        row.getString("id"),
        row.getString("rule_id"),
        row.getString("group_key"),
        row.getString("transition"),
        Instant.ofEpochMilli(row.getLong("at")),
        Instant.ofEpochMilli(row.getLong("since")),
        orNone(row, "measured"),
        orNone(row, "threshold"),
        row.getString("message"),
        row.getString("detail"));
  }

  private static double orNone(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
  }
}
