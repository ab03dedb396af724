package io.tallystick.core.memory;

import io.tallystick.spi.AlertDelivery;
import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.AlertRule;
import io.tallystick.spi.Annotation;
import io.tallystick.spi.ControlRecord;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.Lease;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** What instances share, in the heap. One monitor guards everything. */
final class InMemoryControl implements ControlStore {
  private final Leases leases;
  private final Map<String, AlertRule> rules = new TreeMap<>();
  private final Map<String, AlertEvent> events = new TreeMap<>();
  private final List<AlertDelivery> deliveries = new ArrayList<>();
  private final Map<String, Annotation> annotations = new TreeMap<>();
  private final Map<List<Object>, RateLimitUse> uses = new HashMap<>();
  private boolean closed;

  InMemoryControl(Leases leases) {
    this.leases = leases;
  }

  @Override
  public Instant now() {
    requireOpen();
    return leases.now();
  }

  @Override
  public Optional<Lease> acquire(String name, WriterId holder, Duration time) {
    requireOpen();
    return leases.acquire(name, holder, time);
  }

  @Override
  public void release(Lease lease) {
    requireOpen();
    leases.release(lease);
  }

  @Override
  public synchronized List<AlertRule> rules() {
    requireOpen();
    return List.copyOf(rules.values());
  }

  @Override
  public synchronized boolean putRule(AlertRule rule, long expectedVersion) {
    requireOpen();
    return put(rules, rule.id(), rule, AlertRule::version, expectedVersion);
  }

  @Override
  public synchronized boolean removeRule(String id, long expectedVersion) {
    requireOpen();
    return remove(rules, id, AlertRule::version, expectedVersion);
  }

  @Override
  public synchronized void putEvent(AlertEvent event) {
    requireOpen();
    events.put(event.id(), event);
  }

  @Override
  public synchronized List<AlertEvent> events(TimeRange range, int most) {
    requireOpen();
    return events.values().stream()
        .filter(event -> range.contains(event.beganAt()))
        .sorted(Comparator.comparing(AlertEvent::beganAt).reversed())
        .limit(most)
        .toList();
  }

  @Override
  public synchronized void addDelivery(AlertDelivery delivery) {
    requireOpen();
    deliveries.add(delivery);
  }

  @Override
  public synchronized List<AlertDelivery> deliveries(String eventId) {
    requireOpen();
    return deliveries.stream()
        .filter(delivery -> delivery.eventId().equals(eventId))
        .sorted(Comparator.comparing(AlertDelivery::at))
        .toList();
  }

  @Override
  public synchronized boolean putAnnotation(Annotation annotation, long expectedVersion) {
    requireOpen();
    return put(annotations, annotation.id(), annotation, Annotation::version, expectedVersion);
  }

  @Override
  public synchronized boolean removeAnnotation(String id, long expectedVersion) {
    requireOpen();
    return remove(annotations, id, Annotation::version, expectedVersion);
  }

  @Override
  public synchronized List<Annotation> annotations(TimeRange range, int most) {
    requireOpen();
    return annotations.values().stream()
        .filter(annotation -> range.contains(annotation.range().from()))
        .sorted(Comparator.comparing(annotation -> annotation.range().from()))
        .limit(most)
        .toList();
  }

  @Override
  public synchronized void putRateLimitUse(RateLimitUse use) {
    requireOpen();
    uses.put(List.of(use.key(), use.window().from()), use);
  }

  @Override
  public synchronized List<RateLimitUse> rateLimitUses(TimeRange range, int most) {
    requireOpen();
    return uses.values().stream()
        .filter(use -> range.contains(use.window().from()))
        .sorted(
            Comparator.comparing((RateLimitUse use) -> use.window().from())
                .thenComparing(RateLimitUse::key))
        .limit(most)
        .toList();
  }

  @Override
  public int purge(Lease lease, ControlRecord kind, Instant before, int most) {
    requireOpen();
    return leases.under(lease, () -> remove(kind, before, most));
  }

  private synchronized int remove(ControlRecord kind, Instant before, int most) {
    return switch (kind) {
      case ALERT_EVENT -> remove(events.values(), AlertEvent::beganAt, before, most);
      case ALERT_DELIVERY -> remove(deliveries, AlertDelivery::at, before, most);
      case ANNOTATION ->
          remove(annotations.values(), annotation -> annotation.range().from(), before, most);
      case RATE_LIMIT_USE -> remove(uses.values(), use -> use.window().from(), before, most);
    };
  }

  private static <T> int remove(
      Collection<T> records, Function<T, Instant> time, Instant before, int most) {
    int removed = 0;
    for (Iterator<T> each = records.iterator(); removed < most && each.hasNext(); ) {
      if (time.apply(each.next()).isBefore(before)) {
        each.remove();
        removed++;
      }
    }
    return removed;
  }

  private static <T> boolean put(
      Map<String, T> there, String id, T next, ToLongFunction<T> version, long expected) {
    T old = there.get(id);
    if ((old == null ? 0 : version.applyAsLong(old)) != expected) {
      return false;
    }
    there.put(id, next);
    return true;
  }

  private static <T> boolean remove(
      Map<String, T> there, String id, ToLongFunction<T> version, long expected) {
    T old = there.get(id);
    return old != null && version.applyAsLong(old) == expected && there.remove(id, old);
  }

  synchronized void close() {
    closed = true;
    rules.clear();
    events.clear();
    deliveries.clear();
    annotations.clear();
    uses.clear();
  }

  private synchronized void requireOpen() {
    if (closed) {
      throw StorageException.permanent("The in-memory backend is closed.", null);
    }
  }
}
