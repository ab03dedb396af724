package io.tallystick.core.memory;

import io.tallystick.spi.AlertChanges;
import io.tallystick.spi.AlertDelivery;
import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.AlertRule;
import io.tallystick.spi.AlertState;
import io.tallystick.spi.Annotation;
import io.tallystick.spi.ControlRecord;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.Note;
import io.tallystick.spi.RateLimitQuery;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
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
  private static final int MOST_STATES = 100_000;
  private static final int MOST_NOTES = 1_000;
  private static final int MOST_RECORDS = 10_000;

  private final Lifetime lifetime;
  private final Leases leases;
  private final SortedMap<String, AlertRule> rules = new TreeMap<>();
  private final SortedMap<GroupKey, AlertState> states = new TreeMap<>(GroupKey.ORDER);
  private final SortedMap<String, Note> notes = new TreeMap<>();
  private final TimedRecords<AlertEvent> events = new TimedRecords<>(MOST_RECORDS, AlertEvent::at);
  private final TimedRecords<AlertDelivery> deliveries =
      new TimedRecords<>(MOST_RECORDS, AlertDelivery::at);
  private final TimedRecords<Annotation> annotations =
      new TimedRecords<>(MOST_RECORDS, annotation -> annotation.range().from());
  private final InMemoryRateLimits uses = new InMemoryRateLimits(MOST_RECORDS);

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
      AlertRule there = rules.get(rule.id());
      rules.put(rule.id(), there == null ? rule : rule.firedAt(there.lastFiredAt()));
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
    boolean isGone = ruleVersion(id) == expectedVersion && rules.remove(id) != null;
    if (isGone) {
      states.keySet().removeIf(group -> group.ruleId().equals(id));
    }
    return isGone;
  }

  /** 0 when there is none. */
  private long ruleVersion(String id) {
    AlertRule there = rules.get(id);
    return there == null ? 0 : there.version();
  }

  @Override
  public synchronized List<AlertState> alertStates() {
    lifetime.requireOpen();
    return List.copyOf(states.values());
  }

  @Override
  public void keepAlerts(Lease lease, AlertChanges changes) {
    lifetime.requireOpen();
    leases.under(lease, () -> keep(changes));
  }

  private synchronized boolean keep(AlertChanges changes) {
    requireRoomForStates(changes);
    for (AlertEvent event : changes.events()) {
      if (putEvent(event) && event.transition().equals(AlertChanges.FIRING)) {
        rules.computeIfPresent(event.ruleId(), (id, rule) -> fired(rule, event.at()));
      }
    }
    changes.states().forEach(state -> states.put(GroupKey.of(state), state));
    changes.over().forEach(state -> states.remove(GroupKey.of(state)));
    return true;
  }

  private static AlertRule fired(AlertRule rule, Instant at) {
    Instant before = rule.lastFiredAt();
    return before == null || before.isBefore(at) ? rule.firedAt(at) : rule;
  }

  private void requireRoomForStates(AlertChanges changes) {
    long more =
        changes.states().stream().filter(state -> !states.containsKey(GroupKey.of(state))).count();
    if (states.size() + more > MOST_STATES) {
      throw StorageException.temporary(
          "The in-memory backend holds how %d groups of alert rules are and has no room for %d more:"
                  .formatted(states.size(), more)
              + " group by fewer tags.",
          null);
    }
  }

  /** A group of a rule. */
  private record GroupKey(String ruleId, String group) {
    private static final Comparator<GroupKey> ORDER =
        Comparator.comparing(GroupKey::ruleId).thenComparing(GroupKey::group);

    static GroupKey of(AlertState state) {
      return new GroupKey(state.ruleId(), state.group());
    }
  }

  @Override
  public synchronized boolean putEvent(AlertEvent event) {
    lifetime.requireOpen();
    boolean isNew = events.get(event.id()) == null;
    if (isNew) {
      events.put(event.id(), event);
    }
    return isNew;
  }

  @Override
  public synchronized List<AlertEvent> events(TimeRange range, int most) {
    lifetime.requireOpen();
    return events.newestFirst(range).limit(most).toList();
  }

  @Override
  public synchronized List<AlertEvent> eventsOf(String ruleId, TimeRange range, int most) {
    lifetime.requireOpen();
    return events
        .newestFirst(range)
        .filter(event -> event.ruleId().equals(ruleId))
        .limit(most)
        .toList();
  }

  @Override
  public synchronized void putDelivery(AlertDelivery delivery) {
    lifetime.requireOpen();
    deliveries.put(Attempt.of(delivery), delivery);
  }

  private record Attempt(String eventId, String receiver, int number) {
    static Attempt of(AlertDelivery delivery) {
      return new Attempt(delivery.eventId(), delivery.receiver(), delivery.attempt());
    }
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
  public synchronized int putRateLimitUses(List<RateLimitUse> some) {
    lifetime.requireOpen();
    return uses.put(some);
  }

  @Override
  public synchronized List<RateLimitUse> rateLimitUses(RateLimitQuery query) {
    lifetime.requireOpen();
    return uses.find(query);
  }

  @Override
  public int foldRateLimits(Lease lease, Instant over, Instant settled, int most) {
    return leases.under(lease, () -> fold(over, settled, most));
  }

  private synchronized int fold(Instant over, Instant settled, int most) {
    lifetime.requireOpen();
    return uses.fold(over, settled, most);
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
    Granularity granularity = InMemoryRateLimits.granularity(kind);
    return granularity == null
        ? records(kind).removeBefore(before, most)
        : uses.removeBefore(granularity, before, most);
  }

  private TimedRecords<?> records(ControlRecord kind) {
    return switch (kind) {
      case ALERT_EVENT -> events;
      case ALERT_DELIVERY -> deliveries;
      case ANNOTATION -> annotations;
      default ->
          throw new IllegalArgumentException(
              "Records of %s are not kept here.".formatted(kind.id()));
    };
  }

  synchronized long givenUp() {
    return events.givenUp() + deliveries.givenUp() + annotations.givenUp() + uses.givenUp();
  }

  synchronized void forget() {
    rules.clear();
    states.clear();
    notes.clear();
    events.clear();
    deliveries.clear();
    annotations.clear();
    uses.clear();
  }
}
