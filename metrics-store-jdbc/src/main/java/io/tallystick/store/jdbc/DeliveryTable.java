package io.tallystick.store.jdbc;

import io.tallystick.spi.AlertDelivery;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Whom alerts were sent to, a row for each attempt. */
final class DeliveryTable {
  private static final Upsert PUT =
      Upsert.into("metric_alert_delivery", "event_id", "receiver", "attempt")
          .set("at")
          .set("delivered")
          .set("outcome");

  private DeliveryTable() {}

  static int put(Session session, AlertDelivery delivery) throws SQLException {
    return session.update(
        session.dialect().upsert(PUT),
        delivery.eventId(),
        delivery.receiver(),
        delivery.attempt(),
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
                    row.getInt(2),
                    Instant.ofEpochMilli(row.getLong(3)),
                    row.getInt(4) != 0,
                    row.getString(5))),
        "SELECT receiver, attempt, at, delivered, outcome FROM metric_alert_delivery"
            + " WHERE event_id = ? ORDER BY at, receiver, attempt",
        eventId);
    return found;
  }
}
