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
   * Keeps a rule if the one that is there has the expected version.
   *
   * @param rule with a version above the expected one
   * @param expectedVersion that of the rule that this one replaces; 0 for a rule that is new
   * @return whether it was kept; if not, someone else was first
   */
  boolean putRule(AlertRule rule, long expectedVersion);

  /**
   * Removes a rule of a version; its events stay.
   *
   * @return whether it went; if not, it is not there or has another version
   */
  boolean removeRule(String id, long expectedVersion);

  /** Keeps an event; one with the same id is replaced, so that an event can be closed. */
  void putEvent(AlertEvent event);

  /** The events that began within a range, the newest first, at most so many. */
  List<AlertEvent> events(TimeRange range, int most);

  /** Notes whom an event was sent to, and with what success. */
  void addDelivery(AlertDelivery delivery);

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

  /** Keeps how much of its limit a key used in a window, in place of what is there. */
  void putRateLimitUse(RateLimitUse use);

  /** How much of their limits keys used in windows that start within a range, oldest first. */
  List<RateLimitUse> rateLimitUses(TimeRange range, int most);

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
