package io.tallystick.store.jdbc;

import io.tallystick.spi.Granularity;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Where what is kept of each granularity starts. */
final class Horizons {
  private static final Upsert RAISE =
      Upsert.into("metric_horizon", "granularity").set("horizon").when("new.horizon > old.horizon");

  /** Before any bucket, and a time that every database knows. */
  static final long BEFORE_ALL = -200_000_000_000L;

  private Horizons() {}

  /** As they are; none moves until the transaction ends. */
  static Map<Granularity, Instant> held(Session session) throws SQLException {
    return all(session, session.dialect().forShare());
  }

  /** Where one is; it moves for nobody else until the transaction ends, and nobody writes by it. */
  static Instant hold(Session session, Granularity granularity) throws SQLException {
    Instant[] horizon = {Instant.MIN};
    session.query(
        row -> horizon[0] = Instant.ofEpochSecond(row.getLong(1)),
        "SELECT horizon FROM metric_horizon WHERE granularity = ?" + session.dialect().forUpdate(),
        granularity.id());
    return horizon[0];
  }

  /** Rows that can be held from the start. */
  static void begin(Session session) throws SQLException {
    for (Granularity granularity : Granularity.values()) {
      session.update(
          "INSERT INTO metric_horizon (granularity, horizon) VALUES (?, ?)",
          granularity.id(),
          Instant.MIN.getEpochSecond());
    }
  }

  private static Map<Granularity, Instant> all(Session session, String lock) throws SQLException {
    Map<Granularity, Instant> horizons = new EnumMap<>(Granularity.class);
    session.query(
        row -> {
          Instant horizon = Instant.ofEpochSecond(row.getLong(2));
          Granularity.byId(row.getString(1)).ifPresent(each -> horizons.put(each, horizon));
        },
        "SELECT granularity, horizon FROM metric_horizon" + lock);
    return horizons;
  }

  /** As they are; any may move. */
  static Map<Granularity, Instant> now(Session session) throws SQLException {
    return all(session, "");
  }

  static Instant of(Session session, Granularity granularity) throws SQLException {
    return all(session, "").getOrDefault(granularity, Instant.MIN);
  }

  /** Moves a horizon on; it never goes back. Where it is then. */
  static Instant raise(Session session, Granularity granularity, Instant to) throws SQLException {
    session.update(session.dialect().upsert(RAISE), granularity.id(), Seconds.ceiling(to));
    return of(session, granularity);
  }
}
