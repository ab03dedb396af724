package io.tallystick.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where instances agree with each other: who does what, and what people set.
 *
 * <p>It may be another store than that of the buckets. It needs to compare and set: of two who
 * change the same thing at once, one is told that it was too late.
 *
 * <p>Safe for any number of threads. All methods block and may take long, and throw {@link
 * StorageException} when the store fails.
 *
 * <pre>{@code
 * control.acquire("janitor", writer, Duration.ofMinutes(1)).ifPresent(this::sweep);
 * }</pre>
 */
public interface ControlStore {
  /** The store's own time, by which leases end and history is purged; to the millisecond. */
  Instant now();

  /**
   * Takes a lease that is free, over, or the holder's own, which is renewed so.
   *
   * @param name what it is for
   * @param holder who wants it
   * @param time how long it is held from now on, more than nothing
   * @return the lease; empty while another holder has it
   */
  Optional<Lease> acquire(String name, WriterId holder, Duration time);

  /** Lets a lease be taken by others at once; nothing when it was lost. */
  void release(Lease lease);

  /** All alert rules, in the order of their ids. */
  List<AlertRule> rules();

  /**
   * Keeps a rule if the one that is there has the expected version. When that fired last stays as
   * it is.
   *
   * @param rule with a version above the expected one
   * @param expectedVersion that of the rule that this one replaces; 0 for a rule that is new
   * @return whether it was kept; if not, someone else was first
   */
  boolean putRule(AlertRule rule, long expectedVersion);

  /**
   * Removes a rule of a version with the states of its groups; its events stay.
   *
   * @return whether it went; if not, it is not there or has another version
   */
  boolean removeRule(String id, long expectedVersion);

  /** How the groups of all rules are, in the order of rules and groups. */
  List<AlertState> alertStates();

  /**
   * Keeps what an evaluation came to, all of it or nothing. A rule that was removed meanwhile, or
   * is in no store, is no obstacle.
   *
   * @throws LeaseLostException when a greater token was seen of this lease
   */
  void keepAlerts(Lease lease, AlertChanges changes);

  /** Keeps an event, unless one with its id is there; whether it was kept. */
  boolean putEvent(AlertEvent event);

  /** The events of a time, the newest first, at most so many. */
  List<AlertEvent> events(TimeRange range, int most);

  /** The events of one rule in a time, the newest first, at most so many. */
  List<AlertEvent> eventsOf(String ruleId, TimeRange range, int most);

  /**
   * Notes whom an event was sent to, and with what success; an attempt that is there is replaced.
   */
  void putDelivery(AlertDelivery delivery);

  /** Whom an event was sent to, in the order of the times. */
  List<AlertDelivery> deliveries(String eventId);

  /**
   * Keeps an annotation if the one that is there has the expected version.
   *
   * @param annotation with a version above the expected one
   * @param expectedVersion that of the annotation that this one replaces; 0 for a new one
   * @return whether it was kept; if not, someone else was first
   */
  boolean putAnnotation(Annotation annotation, long expectedVersion);

  /**
   * Removes an annotation of a version.
   *
   * @return whether it went; if not, it is not there or has another version
   */
  boolean removeAnnotation(String id, long expectedVersion);

  /** The annotations that begin within a range, the oldest first, at most so many. */
  List<Annotation> annotations(TimeRange range, int most);

  /**
   * Keeps how much of their limits keys used, each in place of an older state of the same writer
   * and window; a state that is not newer changes nothing. Minutes that are {@linkplain
   * #foldRateLimits settled} are left as they are, so that nothing counts twice.
   *
   * @return how many were refused since their minutes are settled
   */
  int putRateLimitUses(List<RateLimitUse> uses);

  /**
   * How much of their limits keys used, of all writers together: one for each key and window, the
   * oldest first, keys in their order. Their writer is {@link WriterId#FOLDED}, their version grows
   * with each change, and their limit is the greatest that a writer told.
   */
  List<RateLimitUse> rateLimitUses(RateLimitQuery query);

  /**
   * Folds windows of five minutes that changed since they were folded, the oldest first: adds up
   * the minutes of all writers into five minutes, and these into the hour. A window that is to
   * change no more is settled: of each of its minutes one row is left, and what comes later is
   * refused. Done again it comes to the same.
   *
   * @param over windows that end after it are left alone
   * @param settled windows that end no later than this are settled
   * @param most how many windows at most, at least 1
   * @return how many were folded; less than the most when none is left
   * @throws LeaseLostException when a greater token was seen of this lease
   */
  int foldRateLimits(Lease lease, Instant over, Instant settled, int most);

  /** All notes, in the order of their names. */
  List<Note> notes();

  /** The note of a name; empty where there is none. */
  Optional<Note> note(String name);

  /**
   * Keeps a note if the one that is there has the expected version.
   *
   * @param note with a version above the expected one
   * @param expectedVersion that of the note that this one replaces; 0 for a new one
   * @return whether it was kept; if not, someone else was first
   */
  boolean putNote(Note note, long expectedVersion);

  /**
   * Removes a note of a version.
   *
   * @return whether it went; if not, it is not there or has another version
   */
  boolean removeNote(String name, long expectedVersion);

  /**
   * Removes records that are older than a time.
   *
   * @param kind which records
   * @param before what is of this time or later stays
   * @param most how many to remove at most, at least 1
   * @return how many went
   * @throws LeaseLostException when a greater token was seen of this lease
   */
  int purge(Lease lease, ControlRecord kind, Instant before, int most);
}
