package io.tallystick.store.jdbc;

import io.tallystick.spi.ControlRecord;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import java.sql.SQLException;
import java.time.Instant;

/** Removes records that are too old, the oldest first. */
final class ControlPurge {
  private ControlPurge() {}

  static int remove(Session session, Lease lease, ControlRecord kind, Instant before, int most)
      throws SQLException {
    Fences.require(session, lease);
    return switch (kind) {
      case RATE_LIMIT_MINUTE -> RateLimitPurge.remove(session, Granularity.MINUTE, before, most);
      case RATE_LIMIT_FIVE_MINUTES ->
          RateLimitPurge.remove(session, Granularity.FIVE_MINUTES, before, most);
      case RATE_LIMIT_HOUR -> RateLimitPurge.remove(session, Granularity.HOUR, before, most);
      default -> session.update(statement(session.dialect(), kind), before.toEpochMilli(), most);
    };
  }

  private static String statement(Dialect dialect, ControlRecord kind) {
    return switch (kind) {
      case ALERT_EVENT -> dialect.deleteOldest("metric_alert_event", "id", "at");
      case ALERT_DELIVERY ->
          dialect.deleteOldest("metric_alert_delivery", "event_id, receiver, attempt", "at");
      case ANNOTATION -> dialect.deleteOldest("metric_annotation", "id", "began");
      default ->
          throw new IllegalArgumentException(
              "Records of %s are not in a table of their own.".formatted(kind.id()));
    };
  }
}
