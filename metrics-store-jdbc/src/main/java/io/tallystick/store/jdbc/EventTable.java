package io.tallystick.store.jdbc;

import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.TimeRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Alerts that fired. */
final class EventTable {
  private static final Upsert PUT =
      Upsert.into("metric_alert_event", "id")
          .set("rule_id")
          .set("began")
          .set("ended")
          .set("message")
          .set("detail");

  private EventTable() {}

  static int put(Session session, AlertEvent event) throws SQLException {
    Instant endedAt = event.endedAt();
    return session.update(
        session.dialect().upsert(PUT),
        event.id(),
        event.ruleId(),
        event.beganAt().toEpochMilli(),
        endedAt == null ? null : endedAt.toEpochMilli(),
        event.message(),
        event.detail());
  }

  static List<AlertEvent> find(Session session, TimeRange range, int most) throws SQLException {
    List<AlertEvent> found = new ArrayList<>();
    session.query(
        row -> found.add(event(row)),
        "SELECT id, rule_id, began, ended, message, detail FROM metric_alert_event"
            + " WHERE began >= ? AND began < ? ORDER BY began DESC, id LIMIT ?",
        range.from().toEpochMilli(),
        range.to().toEpochMilli(),
        most);
    return found;
  }

  private static AlertEvent event(ResultSet row) throws SQLException {
    return new AlertEvent(
        row.getString(1),
        row.getString(2),
        Instant.ofEpochMilli(row.getLong(3)),
        endedAt(row),
        row.getString(5),
        row.getString(6));
  }

  private static @Nullable Instant endedAt(ResultSet row) throws SQLException {
    long millis = row.getLong(4);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
