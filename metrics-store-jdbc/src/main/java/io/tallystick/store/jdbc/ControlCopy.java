package io.tallystick.store.jdbc;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.tallystick.spi.AlertChanges;
import io.tallystick.spi.AlertDelivery;
import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.AlertRule;
import io.tallystick.spi.AlertState;
import io.tallystick.spi.Annotation;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.Note;
import io.tallystick.spi.RateLimitQuery;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings what people set and what became of it from a store into another one. What is there already
 * is not added again; where others use the target, it is not changed either. Leases stay where they
 * are: who does what in a store is no history.
 *
 * <p>For one thread.
 */
final class ControlCopy {
  private final ControlStore source;
  private final ControlStore target;
  private final Lease lease;
  private final boolean mayChange;
  private final List<String> lines = new ArrayList<>();
  private int found;
  private int written;

  /**
   * Makes a copy.
   *
   * @param lease of the copy, in the target
   * @param mayChange whether a record of the target is changed into the source's
   */
  ControlCopy(ControlStore source, ControlStore target, Lease lease, boolean mayChange) {
    this.source = source;
    this.target = target;
    this.lease = lease;
    this.mayChange = mayChange;
  }

  /** Copies all of it; what was done, in lines. */
  List<String> run() {
    copyRules();
    note("alert rules");
    TimeSlices.forEach(source::events, this::copyEvents);
    note("alert events and deliveries");
    copyStates();
    note("states of alerts");
    TimeSlices.forEach(source::annotations, this::copyAnnotations);
    note("annotations");
    copyUses();
    note("uses of rate limits");
    copyNotes();
    note("notes");
    return lines;
  }

  private void note(String what) {
    lines.add("%s: %d, %d written".formatted(what, found, written));
    found = 0;
    written = 0;
  }

  private void count(boolean isWritten) {
    found++;
    written += isWritten ? 1 : 0;
  }

  private void copyRules() {
    Map<String, AlertRule> there =
        target.rules().stream().collect(toMap(AlertRule::id, identity()));
    for (AlertRule rule : source.rules()) {
      AlertRule old = there.get(rule.id());
      long replaced = old == null ? 0 : old.version();
      count(isToBeWritten(old == null, replaced, rule.version()) && target.putRule(rule, replaced));
    }
  }

  /** A change has a greater version than what it takes the place of. */
  private boolean isToBeWritten(boolean isNew, long replaced, long version) {
    return isNew || (mayChange && replaced < version);
  }

  /** What happened does not change any more. */
  private void copyEvents(TimeRange slice, List<AlertEvent> events) {
    for (AlertEvent event : events) {
      count(target.putEvent(event));
      copyDeliveries(event.id());
    }
  }

  private void copyDeliveries(String eventId) {
    List<AlertDelivery> missing = new ArrayList<>(source.deliveries(eventId));
    found += missing.size();
    target.deliveries(eventId).forEach(missing::remove);
    missing.forEach(target::putDelivery);
    written += missing.size();
  }

  /**
   * What fires is not told again behind a copy, and what rests goes on resting. Where others use
   * the target, they know better.
   */
  private void copyStates() {
    List<AlertState> states = source.alertStates();
    found += states.size();
    if (!mayChange) {
      return;
    }
    List<AlertState> there = target.alertStates();
    List<AlertState> changed = new ArrayList<>(states);
    changed.removeAll(there);
    Set<List<String>> known = states.stream().map(ControlCopy::key).collect(toSet());
    List<AlertState> over = there.stream().filter(state -> !known.contains(key(state))).toList();
    AlertChanges changes = new AlertChanges(changed, over, List.of());
    if (!changes.isEmpty()) {
      target.keepAlerts(lease, changes);
    }
    written += changed.size();
  }

  private static List<String> key(AlertState state) {
    return List.of(state.ruleId(), state.group());
  }

  private void copyAnnotations(TimeRange slice, List<Annotation> annotations) {
    Map<String, Annotation> there =
        target.annotations(slice, Integer.MAX_VALUE).stream()
            .collect(toMap(Annotation::id, identity()));
    for (Annotation annotation : annotations) {
      Annotation old = there.get(annotation.id());
      long replaced = old == null ? 0 : old.version();
      count(
          isToBeWritten(old == null, replaced, annotation.version())
              && target.putAnnotation(annotation, replaced));
    }
  }

  /** Finer ones first: what the target folds of them meanwhile gives way to what was folded. */
  private void copyUses() {
    for (Granularity granularity :
        List.of(Granularity.MINUTE, Granularity.FIVE_MINUTES, Granularity.HOUR)) {
      TimeSlices.forEach(
          (slice, most) -> source.rateLimitUses(RateLimitQuery.of(granularity, slice, most)),
          (slice, uses) -> copyUses(granularity, slice, uses));
    }
  }

  /** The sum over all writers, which grows with each of them, as one writer's. */
  private void copyUses(Granularity granularity, TimeRange slice, List<RateLimitUse> uses) {
    Map<List<Object>, RateLimitUse> there =
        target.rateLimitUses(RateLimitQuery.of(granularity, slice, Integer.MAX_VALUE)).stream()
            .collect(toMap(ControlCopy::key, identity()));
    List<RateLimitUse> missing = new ArrayList<>();
    for (RateLimitUse use : uses) {
      RateLimitUse old = there.get(key(use));
      if (old == null || (mayChange && old.version() < use.version())) {
        missing.add(use);
      }
    }
    int refused = missing.isEmpty() ? 0 : target.putRateLimitUses(missing);
    found += uses.size();
    written += missing.size() - refused;
  }

  /** After the buckets: a note says of work that its buckets are there or are written again. */
  private void copyNotes() {
    for (Note note : source.notes()) {
      long replaced = target.note(note.name()).map(Note::version).orElse(0L);
      count(
          isToBeWritten(replaced == 0, replaced, note.version()) && target.putNote(note, replaced));
    }
  }

  private static List<Object> key(RateLimitUse use) {
    return List.of(use.key(), use.start());
  }
}
