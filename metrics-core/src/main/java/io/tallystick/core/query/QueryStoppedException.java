package io.tallystick.core.query;

/**
 * A question that was given up before it was answered: its deadline passed, who asked was
 * interrupted, too many were asked at once, or the reader was closed.
 *
 * <pre>{@code
 * catch (QueryStoppedException reason) {
 *   respond(503, reason.getMessage());
 * }
 * }</pre>
 */
public final class QueryStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Why. */
  private final Reason reason;

  QueryStoppedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** The same, thrown elsewhere: several may wait for one answer. */
  QueryStoppedException again() {
    QueryStoppedException again = new QueryStoppedException(reason, String.valueOf(getMessage()));
    again.initCause(this);
    return again;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** Why a question was given up. */
  public enum Reason {
    /** It took longer than it may. */
    DEADLINE,
    /** Whoever waited for the answer was interrupted. */
    CANCELLED,
    /** Too many questions wait already. */
    CROWD,
    /** The reader is closed. */
    CLOSED
  }
}
