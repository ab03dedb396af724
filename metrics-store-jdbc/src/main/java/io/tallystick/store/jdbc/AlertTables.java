package io.tallystick.store.jdbc;

import io.tallystick.spi.AlertChanges;
import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.AlertState;
import io.tallystick.spi.Lease;
import java.sql.SQLException;

/** What an evaluation of alert rules came to, in one transaction. */
final class AlertTables {
  private AlertTables() {}

  static boolean keep(Session session, Lease lease, AlertChanges changes) throws SQLException {
    Fences.require(session, lease);
    for (AlertEvent event : changes.events()) {
      if (EventTable.add(session, event) && event.transition().equals(AlertChanges.FIRING)) {
        RuleTable.fired(session, event.ruleId(), event.at());
      }
    }
    for (AlertState state : changes.states()) {
      StateTable.put(session, state);
    }
    for (AlertState state : changes.over()) {
      StateTable.remove(session, state);
    }
    return true;
  }
}
