package io.tallystick.store.jdbc;

import io.tallystick.spi.AlertRule;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Alert rules, each of which is changed only by who knows its version. */
final class RuleTable {
  private RuleTable() {}

  static List<AlertRule> all(Session session) throws SQLException {
    List<AlertRule> found = new ArrayList<>();
    session.query(
        row ->
            found.add(
                new AlertRule(
                    row.getString(1),
                    row.getLong(2),
                    row.getString(3),
                    row.getInt(4) != 0,
                    row.getString(5),
                    Instant.ofEpochMilli(row.getLong(6)))),
        "SELECT id, version, name, enabled, definition, changed FROM metric_alert_rule"
            + " ORDER BY id");
    return found;
  }

  /** Whether a new rule found its id free. */
  static boolean add(Session session, AlertRule rule) throws SQLException {
    return !isThere(session, rule.id())
        && session.update(
                "INSERT INTO metric_alert_rule (id, version, name, enabled, definition, changed)"
                    + " VALUES (?, ?, ?, ?, ?, ?)",
                rule.id(),
                rule.version(),
                rule.name(),
                rule.isEnabled() ? 1 : 0,
                rule.definition(),
                rule.changedAt().toEpochMilli())
            > 0;
  }

  /** Whether a rule was there with the version that its change expects. */
  static boolean replace(Session session, AlertRule rule, long expectedVersion)
      throws SQLException {
    return session.update(
            "UPDATE metric_alert_rule SET version = ?, name = ?, enabled = ?, definition = ?,"
                + " changed = ? WHERE id = ? AND version = ?",
            rule.version(),
            rule.name(),
            rule.isEnabled() ? 1 : 0,
            rule.definition(),
            rule.changedAt().toEpochMilli(),
            rule.id(),
            expectedVersion)
        > 0;
  }

  static boolean remove(Session session, String id, long expectedVersion) throws SQLException {
    return session.update(
            "DELETE FROM metric_alert_rule WHERE id = ? AND version = ?", id, expectedVersion)
        > 0;
  }

  private static boolean isThere(Session session, String id) throws SQLException {
    boolean[] isThere = {false};
    session.query(row -> isThere[0] = true, "SELECT 1 FROM metric_alert_rule WHERE id = ?", id);
    return isThere[0];
  }
}
