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
    return session.update(statement(session.dialect(), kind), before.toEpochMilli(), most);
  }

  private static String statement(Dialect dialect, ControlRecord kind) {
    return switch (kind) {
      case ALERT_EVENT -> dialect.deleteOldest("metric_alert_event", "id", "began");
      case ALERT_DELIVERY -> dialect.deleteOldest("metric_alert_delivery", "id", "at");
      case ANNOTATION -> dialect.deleteOldest("metric_annotation", "id", "began");
      case RATE_LIMIT_USE -> dialect.deleteOldest("metric_rate_limit", "limit_key, began", "began");
    };
  }
}
