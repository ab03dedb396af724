package io.tallystick.core.polling;

import io.tallystick.core.aggregate.Moment;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether something works, and whether it may be tried. After three failures in a row it rests and
 * is tried once in a while, so that what is broken costs nothing and what was not, because a
 * database was away, comes back by itself. For any thread.
 *
 * <pre>{@code
 * if (failures.mayTry(now)) {
 *   failures.failed(now, Failures.line(exception));
 * }
 * }</pre>
 */
public final class Failures {
  private static final int MOST_IN_A_ROW = 3;
  private static final Duration REST = Duration.ofMinutes(10);
  private static final int LONGEST_ERROR = 300;
  private static final Logger LOGGER = LoggerFactory.getLogger(Failures.class);

  private final String what;
  private PollStatus.State state = PollStatus.State.OK;
  private Instant since;
  private @Nullable String lastError;
  private int inARow;
  private long restsUntilNanos;

  /**
   * Begins well.
   *
   * @param what it is, for the log
   */
  public Failures(String what, Moment now) {
    this.what = what;
    this.since = Instant.ofEpochMilli(now.wallMillis());
  }

  /** Whether it may be tried: always, unless it rests. */
  public synchronized boolean mayTry(Moment now) {
    return state != PollStatus.State.DISABLED || now.elapsedNanos() - restsUntilNanos >= 0;
  }

  /** Why it failed last, in one line; null while it never did. */
  public synchronized @Nullable String lastError() {
    return lastError;
  }

  /** It worked. */
  public synchronized void succeeded(Moment now) {
    if (state == PollStatus.State.DISABLED) {
      LOGGER.warn("The {} works again", what);
    }
    inARow = 0;
    enter(PollStatus.State.OK, now);
  }

  /** It failed, by its own fault. */
  public synchronized void failed(Moment now, String error) {
    lastError = error;
    inARow++;
    if (inARow < MOST_IN_A_ROW) {
      beginToFail(now, error);
      return;
    }
    if (state != PollStatus.State.DISABLED) {
      LOGGER.error(
          "The {} failed {} times in a row and is switched off; it is tried again once in {} min:"
              + " {}",
          what,
          MOST_IN_A_ROW,
          REST.toMinutes(),
          error);
    }
    restsUntilNanos = now.elapsedNanos() + REST.toNanos();
    enter(PollStatus.State.DISABLED, now);
  }

  /** What it is not to blame for failed: it is tried again as always. */
  public synchronized void troubled(Moment now, String error) {
    lastError = error;
    beginToFail(now, error);
  }

  /** Says why once, not each time. */
  private void beginToFail(Moment now, String error) {
    if (state == PollStatus.State.OK) {
      LOGGER.warn("The {} failed and is tried again: {}", what, error);
      enter(PollStatus.State.FAILING, now);
    }
  }

  private void enter(PollStatus.State next, Moment now) {
    if (next != state) {
      state = next;
      since = Instant.ofEpochMilli(now.wallMillis());
    }
  }

  /**
   * How it gets on.
   *
   * @param hanging how often it was given up and has not come back yet
   */
  public synchronized PollStatus status(int hanging) {
    return new PollStatus(state, lastError, since, hanging);
  }

  /** What a failure says, in one line that fits on a page. */
  public static String line(Throwable failure) {
    String message = failure.getMessage();
    String said = message == null ? failure.getClass().getSimpleName() : message;
    String line = said.replaceAll("\\s+", " ").strip();
    String text = failure instanceof SQLException ? "The database says: " + line : line;
    return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR) + "…";
  }
}
