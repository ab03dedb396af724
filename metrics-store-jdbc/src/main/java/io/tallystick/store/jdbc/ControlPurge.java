package io.tallystick.store.jdbc;

import io.tallystick.spi.ControlRecord;
import io.tallystick.spi.Lease;
import java.sql.SQLException;
import java.time.Instant;

/** Removes records that are too old, the oldest first. */
final class ControlPurge {
  private ControlPurge() {}

  static int remove(Session session, Lease lease, ControlRecord kind, Instant before, int most)
      throws SQLException {
    Fences.require(session, lease);
    return session.update(statement(kind), before.toEpochMilli(), most);
  }

  private static String statement(ControlRecord kind) {
    return switch (kind) {
      case ALERT_EVENT -> statement("metric_alert_event", "id", "began");
      case ALERT_DELIVERY -> statement("metric_alert_delivery", "id", "at");
      case ANNOTATION -> statement("metric_annotation", "id", "began");
      case RATE_LIMIT_USE -> statement("metric_rate_limit", "limit_key, began", "began");
    };
  }

  private static String statement(String table, String key, String time) {
    return "DELETE FROM %s WHERE (%s) IN (SELECT %s FROM %s WHERE %s < ? ORDER BY %s LIMIT ?)"
        .formatted(table, key, key, table, time, time);
  }
}
