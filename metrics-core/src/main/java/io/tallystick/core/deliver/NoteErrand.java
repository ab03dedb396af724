package io.tallystick.core.deliver;

import io.tallystick.core.aggregate.Moment;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings notes into the delivery log. */
final class NoteErrand implements Errand<Note> {
  private static final int MOST_WAITING = 10_000;
  private static final int MOST_ATTEMPTS = 10;
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Duration BETWEEN = Duration.ofMinutes(1);
  private static final Logger LOGGER = LoggerFactory.getLogger(NoteErrand.class);

  private final DeliveryLog log;
  private final AtomicLong lost = new AtomicLong();

  /** Of the thread that looks alone. */
  private long said;

  private long saidNanos;

  NoteErrand(DeliveryLog log) {
    this.log = log;
  }

  @Override
  public String what() {
    return "notes to the delivery log";
  }

  @Override
  public int mostWaiting() {
    return MOST_WAITING;
  }

  @Override
  public int mostAttempts() {
    return MOST_ATTEMPTS;
  }

  @Override
  public Duration longestWait() {
    return Deliveries.LONGEST_WAIT;
  }

  @Override
  public Duration deadline(Note note) {
    return DEADLINE;
  }

  @Override
  public void carry(Note note) throws Exception {
    note.writeTo(log);
  }

  @Override
  public void tried(Note note, int attempt, Moment now, @Nullable String failure) {
    // Nothing is noted of notes: the courier says in the log when they begin to fail.
  }

  @Override
  public void gaveUp(Note note, int attempts, Moment now, String why) {
    lost.incrementAndGet(); // it is not said here, since a lock is held that who offers waits for
  }

  /** Says how many notes were lost, once a minute at most; for one thread. */
  void sayWhatIsLost(Moment now) {
    long more = lost.get() - said;
    if (more > 0 && (said == 0 || now.elapsedNanos() - saidNanos >= BETWEEN.toNanos())) {
      said += more;
      saidNanos = now.elapsedNanos();
      LOGGER.warn("The delivery log did not take {} notes, which are lost", more);
    }
  }
}
