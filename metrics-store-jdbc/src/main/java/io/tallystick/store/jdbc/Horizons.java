package io.tallystick.store.jdbc;

import io.tallystick.spi.Granularity;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Where what is kept of each granularity starts. */
final class Horizons {
  private Horizons() {}

  static Map<Granularity, Instant> all(Session session) throws SQLException {
    Map<Granularity, Instant> horizons = new EnumMap<>(Granularity.class);
    session.query(
        row -> {
          Instant horizon = Instant.ofEpochSecond(row.getLong(2));
          Granularity.byId(row.getString(1)).ifPresent(each -> horizons.put(each, horizon));
        },
        "SELECT granularity, horizon FROM metric_horizon");
    return horizons;
  }

  static Instant of(Session session, Granularity granularity) throws SQLException {
    return all(session).getOrDefault(granularity, Instant.MIN);
  }

  /** Moves a horizon on; it never goes back. Where it is then. */
  static Instant raise(Session session, Granularity granularity, Instant to) throws SQLException {
    session.update(
        "INSERT INTO metric_horizon (granularity, horizon) VALUES (?, ?)"
            + " ON CONFLICT (granularity) DO UPDATE SET horizon = excluded.horizon"
            + " WHERE excluded.horizon > metric_horizon.horizon",
        granularity.id(),
        Seconds.ceiling(to));
    return of(session, granularity);
  }
}
