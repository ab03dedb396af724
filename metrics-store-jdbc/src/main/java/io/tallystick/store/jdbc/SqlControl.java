package io.tallystick.store.jdbc;

import io.tallystick.spi.AlertChanges;
import io.tallystick.spi.AlertDelivery;
import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.AlertRule;
import io.tallystick.spi.AlertState;
import io.tallystick.spi.Annotation;
import io.tallystick.spi.ControlRecord;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.Lease;
import io.tallystick.spi.Note;
import io.tallystick.spi.RateLimitQuery;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What instances share, in tables: each has a class of its own with the statements on it. */
final class SqlControl implements ControlStore {
  private final Sessions sessions;
  private final Clock clock;
  private final Writers writers;

  SqlControl(Sessions sessions, Clock clock, Writers writers) {
    this.sessions = sessions;
    this.clock = clock;
    this.writers = writers;
  }

  @Override
  public Instant now() {
    return sessions.read("tell the time", session -> session.dialect().now(session, clock));
  }

  @Override
  public Optional<Lease> acquire(String name, WriterId holder, Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(
          "A lease is asked for %s: ask for more than nothing.".formatted(time));
    }
    return sessions.write(
        "take the lease " + name,
        session -> {
          Instant now = session.dialect().now(session, clock);
          return LeaseTable.acquire(session, name, holder, now, end(now, time));
        });
  }

  private static Instant end(Instant now, Duration time) {
    return now.plus(time).truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public void release(Lease lease) {
    sessions.write(
        "release the lease " + lease.name(), session -> LeaseTable.release(session, lease));
  }

  @Override
  public List<AlertRule> rules() {
    return sessions.read("read alert rules", RuleTable::all);
  }

  @Override
  public boolean putRule(AlertRule rule, long expectedVersion) {
    return sessions.write(
        "keep an alert rule",
        session ->
            expectedVersion == 0
                ? RuleTable.add(session, rule)
                : RuleTable.replace(session, rule, expectedVersion));
  }

  @Override
  public boolean removeRule(String id, long expectedVersion) {
    return sessions.write(
        "remove an alert rule", session -> RuleTable.remove(session, id, expectedVersion));
  }

  @Override
  public List<AlertState> alertStates() {
    return sessions.read("read how alerts are", StateTable::all);
  }

  @Override
  public void keepAlerts(Lease lease, AlertChanges changes) {
    sessions.write("keep what became of alerts", each -> AlertTables.keep(each, lease, changes));
  }

  @Override
  public boolean putEvent(AlertEvent event) {
    return sessions.write("keep an alert's event", session -> EventTable.add(session, event));
  }

  @Override
  public List<AlertEvent> events(TimeRange range, int most) {
    return sessions.read("read alerts' events", session -> EventTable.find(session, range, most));
  }

  @Override
  public List<AlertEvent> eventsOf(String ruleId, TimeRange range, int most) {
    return sessions.read(
        "read a rule's events", session -> EventTable.ofRule(session, ruleId, range, most));
  }

  @Override
  public void putDelivery(AlertDelivery delivery) {
    sessions.write("note an alert's delivery", session -> DeliveryTable.put(session, delivery));
  }

  @Override
  public List<AlertDelivery> deliveries(String eventId) {
    return sessions.read(
        "read an alert's deliveries", session -> DeliveryTable.of(session, eventId));
  }

  @Override
  public boolean putAnnotation(Annotation annotation, long expectedVersion) {
    return sessions.write(
        "keep an annotation",
        session ->
            expectedVersion == 0
                ? AnnotationTable.add(session, annotation)
                : AnnotationTable.replace(session, annotation, expectedVersion));
  }

  @Override
  public boolean removeAnnotation(String id, long expectedVersion) {
    return sessions.write(
        "remove an annotation", session -> AnnotationTable.remove(session, id, expectedVersion));
  }

  @Override
  public List<Annotation> annotations(TimeRange range, int most) {
    return sessions.read("read annotations", session -> AnnotationTable.find(session, range, most));
  }

  @Override
  public int putRateLimitUses(List<RateLimitUse> uses) {
    return sessions.write(
        "keep the use of rate limits",
        session -> RateLimitTable.put(session, uses, writers, clock.millis()));
  }

  @Override
  public List<RateLimitUse> rateLimitUses(RateLimitQuery query) {
    return sessions.read(
        "read the use of rate limits", session -> RateLimitTable.find(session, query));
  }

  @Override
  public int foldRateLimits(Lease lease, Instant over, Instant settled, int most) {
    return sessions.write(
        "fold the use of rate limits",
        session -> new RateLimitFold(session, lease, settled).run(over, most));
  }

  @Override
  public List<Note> notes() {
    return sessions.read("read notes", NoteTable::all);
  }

  @Override
  public Optional<Note> note(String name) {
    return sessions.read("read a note", session -> NoteTable.find(session, name));
  }

  @Override
  public boolean putNote(Note note, long expectedVersion) {
    return sessions.write(
        "keep a note",
        session ->
            expectedVersion == 0
                ? NoteTable.add(session, note)
                : NoteTable.replace(session, note, expectedVersion));
  }

  @Override
  public boolean removeNote(String name, long expectedVersion) {
    return sessions.write(
        "remove a note", session -> NoteTable.remove(session, name, expectedVersion));
  }

  @Override
  public int purge(Lease lease, ControlRecord kind, Instant before, int most) {
    return sessions.write(
        "purge records", session -> ControlPurge.remove(session, lease, kind, before, most));
  }
}
