package io.tallystick.store.jdbc;

import io.tallystick.spi.AlertRule;
import io.tallystick.spi.AlertTerms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Alert rules, each of which is changed only by who knows its version. */
final class RuleTable {
  /** What a change of a rule changes, in the order in which {@link #changeable} gives it. */
  private static final List<String> CHANGEABLE =
      List.of(
          "version",
          "name",
          "type",
          "enabled",
          "endpoint_filter",
          "api_key_filter",
          "tag_filter",
          "group_by",
          "threshold_value",
          "comparison",
          "window_minutes",
          "for_minutes",
          "cooldown_minutes",
          "minimum_volume",
          "severity",
          "more",
          "created_by",
          "created_at",
          "updated_at");

  private static final String SELECT =
      "SELECT id, last_fired_at, %s FROM metric_alert_rule ORDER BY id"
          .formatted(String.join(", ", CHANGEABLE));

  private static final String INSERT =
      "INSERT INTO metric_alert_rule (%s, last_fired_at, id) VALUES (%s?, ?)"
          .formatted(String.join(", ", CHANGEABLE), "?, ".repeat(CHANGEABLE.size()));

  private static final String UPDATE =
      "UPDATE metric_alert_rule SET %s = ? WHERE id = ? AND version = ?"
          .formatted(String.join(" = ?, ", CHANGEABLE));

  private RuleTable() {}

  static List<AlertRule> all(Session session) throws SQLException {
    List<AlertRule> found = new ArrayList<>();
    session.query(row -> found.add(rule(row)), SELECT);
    return found;
  }

  private static AlertRule rule(ResultSet row) throws SQLException {
    return new AlertRule(
        row.getString("id"),
        row.getLong("version"),
        row.getString("name"),
        row.getString("type"),
        row.getInt("enabled") != 0,
        terms(row),
        row.getString("created_by"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("updated_at")),
        Times.orNull(row, "last_fired_at"));
  }

  private static AlertTerms terms(ResultSet row) throws SQLException {
    return new AlertTerms(
        row.getString("endpoint_filter"),
        row.getString("api_key_filter"),
        row.getString("tag_filter"),
        row.getString("group_by"),
        row.getDouble("threshold_value"),
        row.getString("comparison"),
        row.getInt("window_minutes"),
        row.getInt("for_minutes"),
        row.getInt("cooldown_minutes"),
        row.getLong("minimum_volume"),
        row.getString("severity"),
        row.getString("more"));
  }

  /** Whether a new rule found its id free. */
  static boolean add(Session session, AlertRule rule) throws SQLException {
    if (isThere(session, rule.id())) {
      return false;
    }
    List<@Nullable Object> values = changeable(rule);
    values.add(Times.orNull(rule.lastFiredAt()));
    values.add(rule.id());
    return session.update(INSERT, values.toArray()) > 0;
  }

  /** Whether a rule was there with the version that its change expects. */
  static boolean replace(Session session, AlertRule rule, long expectedVersion)
      throws SQLException {
    List<@Nullable Object> values = changeable(rule);
    values.add(rule.id());
    values.add(expectedVersion);
    return session.update(UPDATE, values.toArray()) > 0;
  }

  private static List<@Nullable Object> changeable(AlertRule rule) {
    AlertTerms terms = rule.terms();
    List<@Nullable Object> values = new ArrayList<>();
    values.add(rule.version());
    values.add(rule.name());
    values.add(rule.type());
    values.add(rule.isEnabled() ? 1 : 0);
    values.add(terms.endpointFilter());
    values.add(terms.apiKeyFilter());
    values.add(terms.tagFilter());
    values.add(terms.groupBy());
    values.add(terms.threshold());
    values.add(terms.comparison());
    values.add(terms.windowMinutes());
    values.add(terms.forMinutes());
    values.add(terms.cooldownMinutes());
    values.add(terms.minimumVolume());
    values.add(terms.severity());
    values.add(terms.more());
    values.add(rule.createdBy());
    values.add(rule.createdAt().toEpochMilli());
    values.add(rule.updatedAt().toEpochMilli());
    return values;
  }

  static boolean remove(Session session, String id, long expectedVersion) throws SQLException {
    boolean isGone =
        session.update(
                "DELETE FROM metric_alert_rule WHERE id = ? AND version = ?", id, expectedVersion)
            > 0;
    if (isGone) {
      StateTable.removeRule(session, id);
    }
    return isGone;
  }

  static void fired(Session session, String id, Instant at) throws SQLException {
    session.update(
        "UPDATE metric_alert_rule SET last_fired_at = ? WHERE id = ?"
            + " AND (last_fired_at IS NULL OR last_fired_at < ?)",
        at.toEpochMilli(),
        id,
        at.toEpochMilli());
  }

  private static boolean isThere(Session session, String id) throws SQLException {
    boolean[] isThere = {false};
    session.query(row -> isThere[0] = true, "SELECT 1 FROM metric_alert_rule WHERE id = ?", id);
    return isThere[0];
  }
}
