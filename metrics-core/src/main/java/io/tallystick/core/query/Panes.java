package io.tallystick.core.query;

/**
 * How windows that overlap share the stretches of time: each is so many stretches long, and the
 * next begins one stretch later.
 *
 * <p>Stretches that are in the same windows make one pane. Where windows are more than they are
 * long, that is each stretch alone. Where they are fewer, what lies in the middle is in all of
 * them: so a row has never more panes than twice its windows, however long these are.
 */
final class Panes {
  private final int stretches;
  private final int span;
  private final int windows;

  /**
   * Cuts stretches of time.
   *
   * @param span how many of them a window has
   */
  Panes(int stretches, int span) {
    this.stretches = stretches;
    this.span = span;
    this.windows = Math.max(0, stretches - span + 1);
  }

  /** How many windows there are; none where there are fewer stretches than one has. */
  int windows() {
    return windows;
  }

  /** How many panes a window has: it begins with the pane of its own number. */
  int inAWindow() {
    return Math.min(span, windows);
  }

  /** How many panes there are. */
  int count() {
    return windows == 0 ? 0 : windows + inAWindow() - 1;
  }

  /** In which pane a stretch is, where there is any window. */
  int paneOf(int stretch) {
    int behindTheMiddle = stretch - (span - inAWindow());
    return Math.max(behindTheMiddle, Math.min(stretch, windows - 1));
  }

  /** The last stretch of a window. */
  int lastOf(int window) {
    return window + span - 1;
  }

  @Override
  public String toString() {
    return "%d windows of %d of %d stretches".formatted(windows, span, stretches);
  }
}
