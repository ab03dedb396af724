package io.tallystick.core.alert;

import io.tallystick.spi.ControlStore;
import io.tallystick.spi.Note;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which windows are to be evaluated: those that end with a whole minute, or with a wider bucket
 * where no narrower ones are written, once what instances recorded in it has reached the store.
 * Whoever takes over goes on where the last one was, but not with what is long past. For one
 * thread.
 */
final class EvaluationTimes {
  /** How long after a minute its last buckets are stored: a flush and the instances' spread. */
  static final Duration SETTLING = Duration.ofSeconds(15);

  private static final Duration MOST_MISSED = Duration.ofMinutes(10);

  /** Instances' clocks may differ by so much. */
  private static final Duration MOST_AHEAD = Duration.ofMinutes(3);

  private static final String NOTE = "alerts evaluated";

  private static final Logger LOGGER = LoggerFactory.getLogger(EvaluationTimes.class);

  private final ControlStore control;
  private final Duration step;
  private @Nullable Instant through;
  private long noteVersion;

  /**
   * Begins without knowing anything.
   *
   * @param step how far apart windows end: as wide as the narrowest buckets
   */
  EvaluationTimes(ControlStore control, Duration step) {
    this.control = control;
    this.step = step;
  }

  /** Takes over from whoever evaluated before. */
  void takeOver() {
    Note note = control.note(NOTE).orElse(null);
    noteVersion = note == null ? 0 : note.version();
    through = note == null ? null : instant(note.text());
  }

  private static @Nullable Instant instant(String millis) {
    try {
      return Instant.ofEpochMilli(Long.parseLong(millis));
    } catch (NumberFormatException notOurs) {
      return null;
    }
  }

  /** The ends of the windows that are to be evaluated now, in their order. */
  List<Instant> due(Instant now) {
    Instant last = start(now.minus(SETTLING));
    Instant first = last;
    Instant known = through;
    if (known != null && !isOfAnotherTime(known, last)) {
      Instant next = start(known.plus(step));
      Instant oldest = start(last.minus(MOST_MISSED));
      first = next.isBefore(oldest) ? oldest : next;
      saySkipped(next, oldest);
    }
    List<Instant> ends = new ArrayList<>();
    for (Instant end = first; !end.isAfter(last); end = end.plus(step)) {
      ends.add(end);
    }
    return ends;
  }

  private static void saySkipped(Instant next, Instant oldest) {
    if (next.isBefore(oldest)) {
      LOGGER.warn(
          "Alerts were not evaluated from {} to {}, and are not any more: that is too long ago",
          next,
          oldest);
    }
  }

  /** A clock that was set back far would else end all evaluation until it is there again. */
  private static boolean isOfAnotherTime(Instant known, Instant last) {
    return known.isAfter(last.plus(MOST_AHEAD));
  }

  private Instant start(Instant time) {
    long millis = time.toEpochMilli();
    return Instant.ofEpochMilli(millis - Math.floorMod(millis, step.toMillis()));
  }

  /** Notes that all windows up to an end are evaluated. */
  void done(Instant end) {
    through = end;
    if (!note(end)) {
      noteAgain(end);
    }
  }

  private boolean note(Instant end) {
    Note note = new Note(NOTE, noteVersion + 1, Long.toString(end.toEpochMilli()));
    boolean isNoted = control.putNote(note, noteVersion);
    noteVersion = isNoted ? note.version() : noteVersion;
    return isNoted;
  }

  /**
   * Whoever had the lease before may have come to an end later than this one looked. Where another
   * took over, the lease will show it.
   */
  private void noteAgain(Instant end) {
    Note there = control.note(NOTE).orElse(null);
    noteVersion = there == null ? 0 : there.version();
    Instant noted = there == null ? null : instant(there.text());
    if (noted == null || noted.isBefore(end)) {
      note(end);
    }
  }

  @Nullable Instant through() {
    return through;
  }
}
