package io.tallystick.store.jdbc;

import io.tallystick.spi.AlertState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How the groups of alert rules are, one row for each that is not as it always is. */
final class StateTable {
  private static final Upsert PUT =
      Upsert.into("metric_alert_state", "rule_id", "group_key")
          .set("state")
          .set("since")
          .set("clear_since")
          .set("fired_at")
          .set("event_id");

  private StateTable() {}

  static List<AlertState> all(Session session) throws SQLException {
    List<AlertState> found = new ArrayList<>();
    session.query(
        row -> found.add(state(row)),
        "SELECT rule_id, group_key, state, since, clear_since, fired_at, event_id"
            + " FROM metric_alert_state ORDER BY rule_id, group_key");
    return found;
  }

  private static AlertState state(ResultSet row) throws SQLException {
    return new AlertState(
        row.getString("rule_id"),
        row.getString("group_key"),
        row.getString("state"),
        Instant.ofEpochMilli(row.getLong("since")),
        Times.orNull(row, "clear_since"),
        Times.orNull(row, "fired_at"),
        row.getString("event_id"));
  }

  static void put(Session session, AlertState state) throws SQLException {
    session.update(
        session.dialect().upsert(PUT),
        state.ruleId(),
        state.group(),
        state.state(),
        state.since().toEpochMilli(),
        Times.orNull(state.clearSince()),
        Times.orNull(state.firedAt()),
        state.eventId());
  }

  static void remove(Session session, AlertState state) throws SQLException {
    session.update(
        "DELETE FROM metric_alert_state WHERE rule_id = ? AND group_key = ?",
        state.ruleId(),
        state.group());
  }

  static void removeRule(Session session, String ruleId) throws SQLException {
    session.update("DELETE FROM metric_alert_state WHERE rule_id = ?", ruleId);
  }
}
