package io.tallystick.store.jdbc;

import io.tallystick.spi.AlertDelivery;
import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.AlertRule;
import io.tallystick.spi.Annotation;
import io.tallystick.spi.ControlRecord;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.Lease;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What instances share, in tables. */
final class SqlControl implements ControlStore {
  private final Sessions sessions;
  private final Clock clock;

  SqlControl(Sessions sessions, Clock clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  @Override
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public Optional<Lease> acquire(String name, WriterId holder, Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(
          "A lease is asked for %s: ask for more than nothing.".formatted(time));
    }
    return sessions.write(
        "take the lease " + name, session -> acquire(session, name, holder, time));
  }

  /** A lease goes from holder to holder by one statement, which sees the row as it is. */
  private Optional<Lease> acquire(Session session, String name, WriterId holder, Duration time)
      throws SQLException {
    Instant now = now();
    Instant until = now.plus(time).truncatedTo(ChronoUnit.MILLIS);
    int taken =
        session.update(
            "INSERT INTO metric_lease (name, holder, token, held_until) VALUES (?, ?, 1, ?)"
                + " ON CONFLICT (name) DO UPDATE SET"
                + " token = metric_lease.token + CASE WHEN metric_lease.holder = excluded.holder"
                + " THEN 0 ELSE 1 END,"
                + " holder = excluded.holder, held_until = excluded.held_until"
                + " WHERE metric_lease.holder = excluded.holder OR metric_lease.held_until <= ?",
            name,
            holder.toString(),
            until.toEpochMilli(),
            now.toEpochMilli());
    if (taken == 0) {
      return Optional.empty();
    }
    List<Lease> found = new ArrayList<>();
    session.query(
        row -> found.add(new Lease(name, holder, row.getLong(1), until)),
        "SELECT token FROM metric_lease WHERE name = ?",
        name);
    return Optional.of(found.get(0));
  }

  @Override
  public void release(Lease lease) {
    sessions.write(
        "release the lease " + lease.name(),
        session ->
            session.update(
                "UPDATE metric_lease SET held_until = 0 WHERE name = ? AND token = ?",
                lease.name(),
                lease.token()));
  }

  @Override
  public List<AlertRule> rules() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean putRule(AlertRule rule, long expectedVersion) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean removeRule(String id, long expectedVersion) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void putEvent(AlertEvent event) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<AlertEvent> events(TimeRange range, int most) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void addDelivery(AlertDelivery delivery) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<AlertDelivery> deliveries(String eventId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean putAnnotation(Annotation annotation, long expectedVersion) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean removeAnnotation(String id, long expectedVersion) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Annotation> annotations(TimeRange range, int most) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void putRateLimitUse(RateLimitUse use) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<RateLimitUse> rateLimitUses(TimeRange range, int most) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int purge(Lease lease, ControlRecord kind, Instant before, int most) {
    throw new UnsupportedOperationException();
  }
}
