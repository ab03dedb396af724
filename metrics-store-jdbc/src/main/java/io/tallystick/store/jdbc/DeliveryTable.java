package io.tallystick.store.jdbc;

import io.tallystick.spi.AlertDelivery;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Whom alerts were sent to, numbered as they came. */
final class DeliveryTable {
  private DeliveryTable() {}

  static int add(Session session, AlertDelivery delivery) throws SQLException {
    return session.update(
        "INSERT INTO metric_alert_delivery (id, event_id, receiver, at, delivered, outcome)"
            + " SELECT COALESCE(MAX(id), 0) + 1, ?, ?, ?, ?, ? FROM metric_alert_delivery",
        delivery.eventId(),
        delivery.receiver(),
        delivery.at().toEpochMilli(),
        delivery.isDelivered() ? 1 : 0,
        delivery.outcome());
  }

  static List<AlertDelivery> of(Session session, String eventId) throws SQLException {
    List<AlertDelivery> found = new ArrayList<>();
    session.query(
        row ->
            found.add(
                new AlertDelivery(
                    eventId,
                    row.getString(1),
                    Instant.ofEpochMilli(row.getLong(2)),
                    row.getInt(3) != 0,
                    row.getString(4))),
        "SELECT receiver, at, delivered, outcome FROM metric_alert_delivery WHERE event_id = ?"
            + " ORDER BY at, id",
        eventId);
    return found;
  }
}
