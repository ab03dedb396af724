package io.tallystick.core.memory;

import io.tallystick.spi.AlertDelivery;
import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.AlertRule;
import io.tallystick.spi.Annotation;
import io.tallystick.spi.ControlRecord;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.Lease;
import io.tallystick.spi.Note;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What instances share, in the heap, so much of each kind at most.
 *
 * <p>One monitor guards everything; what is done under a lease takes that of {@link Leases} first.
 */
final class InMemoryControl implements ControlStore {
  private static final int MOST_RULES = 1_000;
  private static final int MOST_NOTES = 1_000;
  private static final int MOST_RECORDS = 10_000;

  private final Lifetime lifetime;
  private final Leases leases;
  private final SortedMap<String, AlertRule> rules = new TreeMap<>();
  private final SortedMap<String, Note> notes = new TreeMap<>();
  private final TimedRecords<AlertEvent> events =
      new TimedRecords<>(MOST_RECORDS, AlertEvent::beganAt);
  private final TimedRecords<AlertDelivery> deliveries =
      new TimedRecords<>(MOST_RECORDS, AlertDelivery::at);
  private final TimedRecords<Annotation> annotations =
      new TimedRecords<>(MOST_RECORDS, annotation -> annotation.range().from());
  private final TimedRecords<RateLimitUse> uses =
      new TimedRecords<>(MOST_RECORDS, use -> use.window().from());

  InMemoryControl(Lifetime lifetime, Leases leases) {
    this.lifetime = lifetime;
    this.leases = leases;
  }

  @Override
  public Instant now() {
    lifetime.requireOpen();
    return leases.now();
  }

  @Override
  public Optional<Lease> acquire(String name, WriterId holder, Duration time) {
    lifetime.requireOpen();
    return leases.acquire(name, holder, time);
  }

  @Override
  public void release(Lease lease) {
    lifetime.requireOpen();
    leases.release(lease);
  }

  @Override
  public synchronized List<AlertRule> rules() {
    lifetime.requireOpen();
    return List.copyOf(rules.values());
  }

  @Override
  public synchronized boolean putRule(AlertRule rule, long expectedVersion) {
    lifetime.requireOpen();
    boolean isExpected = ruleVersion(rule.id()) == expectedVersion;
    if (isExpected) {
      requireRoom(rules, MOST_RULES, "alert rules", rule.id());
      rules.put(rule.id(), rule);
    }
    return isExpected;
  }

  /** Rules and notes are all needed, so none is given up for another. */
  private static void requireRoom(SortedMap<String, ?> there, int most, String what, String id) {
    if (there.size() >= most && !there.containsKey(id)) {
      throw StorageException.temporary(
          "The in-memory backend holds %d %s and has no room for %s: remove one first."
              .formatted(there.size(), what, id),
          null);
    }
  }

  @Override
  public synchronized boolean removeRule(String id, long expectedVersion) {
    lifetime.requireOpen();
    return ruleVersion(id) == expectedVersion && rules.remove(id) != null;
  }

  /** 0 when there is none. */
  private long ruleVersion(String id) {
    AlertRule there = rules.get(id);
    return there == null ? 0 : there.version();
  }

  @Override
  public synchronized void putEvent(AlertEvent event) {
    lifetime.requireOpen();
    events.put(event.id(), event);
  }

  @Override
  public synchronized List<AlertEvent> events(TimeRange range, int most) {
    lifetime.requireOpen();
    return events.newestFirst(range).limit(most).toList();
  }

  @Override
  public synchronized void addDelivery(AlertDelivery delivery) {
    lifetime.requireOpen();
    // under a key that nothing else has, for equal deliveries are different ones
    deliveries.put(new Object(), delivery);
  }

  @Override
  public synchronized List<AlertDelivery> deliveries(String eventId) {
    lifetime.requireOpen();
    return deliveries.all().filter(delivery -> delivery.eventId().equals(eventId)).toList();
  }

  @Override
  public synchronized boolean putAnnotation(Annotation annotation, long expectedVersion) {
    lifetime.requireOpen();
    boolean isExpected = annotationVersion(annotation.id()) == expectedVersion;
    if (isExpected) {
      annotations.put(annotation.id(), annotation);
    }
    return isExpected;
  }

  @Override
  public synchronized boolean removeAnnotation(String id, long expectedVersion) {
    lifetime.requireOpen();
    boolean isThere = annotations.get(id) != null && annotationVersion(id) == expectedVersion;
    if (isThere) {
      annotations.remove(id);
    }
    return isThere;
  }

  /** 0 when there is none. */
  private long annotationVersion(String id) {
    Annotation there = annotations.get(id);
    return there == null ? 0 : there.version();
  }

  @Override
  public synchronized List<Annotation> annotations(TimeRange range, int most) {
    lifetime.requireOpen();
    return annotations.within(range).limit(most).toList();
  }

  @Override
  public synchronized void putRateLimitUse(RateLimitUse use) {
    lifetime.requireOpen();
    uses.put(new UseKey(use.key(), use.window()), use);
  }

  private record UseKey(String key, TimeRange window) {}

  @Override
  public synchronized List<RateLimitUse> rateLimitUses(TimeRange range, int most) {
    lifetime.requireOpen();
    return uses.within(range).limit(most).toList();
  }

  @Override
  public synchronized List<Note> notes() {
    lifetime.requireOpen();
    return List.copyOf(notes.values());
  }

  @Override
  public synchronized Optional<Note> note(String name) {
    lifetime.requireOpen();
    return Optional.ofNullable(notes.get(name));
  }

  @Override
  public synchronized boolean putNote(Note note, long expectedVersion) {
    lifetime.requireOpen();
    boolean isExpected = noteVersion(note.name()) == expectedVersion;
    if (isExpected) {
      requireRoom(notes, MOST_NOTES, "notes", note.name());
      notes.put(note.name(), note);
    }
    return isExpected;
  }

  @Override
  public synchronized boolean removeNote(String name, long expectedVersion) {
    lifetime.requireOpen();
    return noteVersion(name) == expectedVersion && notes.remove(name) != null;
  }

  /** 0 when there is none. */
  private long noteVersion(String name) {
    Note there = notes.get(name);
    return there == null ? 0 : there.version();
  }

  @Override
  public int purge(Lease lease, ControlRecord kind, Instant before, int most) {
    return leases.under(lease, () -> removeBefore(kind, before, most));
  }

  private synchronized int removeBefore(ControlRecord kind, Instant before, int most) {
    lifetime.requireOpen();
    return records(kind).removeBefore(before, most);
  }

  private TimedRecords<?> records(ControlRecord kind) {
    return switch (kind) {
      case ALERT_EVENT -> events;
      case ALERT_DELIVERY -> deliveries;
      case ANNOTATION -> annotations;
      case RATE_LIMIT_USE -> uses;
    };
  }

  synchronized long givenUp() {
    return events.givenUp() + deliveries.givenUp() + annotations.givenUp() + uses.givenUp();
  }

  synchronized void forget() {
    rules.clear();
    notes.clear();
    events.clear();
    deliveries.clear();
    annotations.clear();
    uses.clear();
  }
}
