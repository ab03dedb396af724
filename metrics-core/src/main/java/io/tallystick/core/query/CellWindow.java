package io.tallystick.core.query;

/**
 * The last cells of a row that goes on: the next one enters, the first one leaves. For one thread.
 */
interface CellWindow {
  /** Takes one more, to which nothing is added afterwards. */
  void enter(Cell cell);

  /** Lets go of the one that entered first. */
  void leave();

  /** Whether all have left. */
  boolean isEmpty();

  /** What those that are here amount to together, of which there is at least one. */
  CellValue value();
}
