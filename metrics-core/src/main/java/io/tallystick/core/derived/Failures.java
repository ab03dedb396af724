package io.tallystick.core.derived;

import io.tallystick.core.aggregate.Moment;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether something derived works, and whether it may be tried. After three failures in a row it
 * rests and is tried once in a while, so that a statement that is broken costs nothing and one that
 * was not, because its database was away, comes back by itself. For any thread.
 */
final class Failures {
  private static final int MOST_IN_A_ROW = 3;
  private static final Duration REST = Duration.ofMinutes(10);
  private static final int LONGEST_ERROR = 300;
  private static final Logger LOGGER = LoggerFactory.getLogger(Failures.class);

  private final String what;
  private DerivedStatus.State state = DerivedStatus.State.OK;
  private Instant since;
  private @Nullable String lastError;
  private int inARow;
  private long restsUntilNanos;

  Failures(String what, Moment now) {
    this.what = what;
    this.since = Instant.ofEpochMilli(now.wallMillis());
  }

  synchronized boolean mayTry(Moment now) {
    return state != DerivedStatus.State.DISABLED || now.elapsedNanos() - restsUntilNanos >= 0;
  }

  synchronized @Nullable String lastError() {
    return lastError;
  }

  synchronized void succeeded(Moment now) {
    if (state == DerivedStatus.State.DISABLED) {
      LOGGER.warn("The derived {} works again", what);
    }
    inARow = 0;
    enter(DerivedStatus.State.OK, now);
  }

  /** The statement failed. */
  synchronized void failed(Moment now, String error) {
    lastError = error;
    inARow++;
    if (inARow < MOST_IN_A_ROW) {
      enter(DerivedStatus.State.FAILING, now);
      return;
    }
    if (state != DerivedStatus.State.DISABLED) {
      LOGGER.error(
          "The derived {} failed {} times in a row and is switched off; it is tried again once in"
              + " {} min: {}",
          what,
          MOST_IN_A_ROW,
          REST.toMinutes(),
          error);
    }
    restsUntilNanos = now.elapsedNanos() + REST.toNanos();
    enter(DerivedStatus.State.DISABLED, now);
  }

  /** What the statement is not to blame for failed: it is tried again as always. */
  synchronized void troubled(Moment now, String error) {
    lastError = error;
    if (state == DerivedStatus.State.OK) {
      enter(DerivedStatus.State.FAILING, now);
    }
  }

  private void enter(DerivedStatus.State next, Moment now) {
    if (next != state) {
      state = next;
      since = Instant.ofEpochMilli(now.wallMillis());
    }
  }

  synchronized DerivedStatus status(String name, int hanging) {
    return new DerivedStatus(name, state, lastError, since, hanging);
  }

  /** What a failure says, in one line that fits on a page. */
  static String line(Throwable failure) {
    String message = failure.getMessage();
    String said = message == null ? failure.getClass().getSimpleName() : message;
    String line = said.replaceAll("\\s+", " ").strip();
    String text = failure instanceof SQLException ? "The database says: " + line : line;
    return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR) + "…";
  }
}
