package io.tallystick.core;

/**
 * A text that comes into no log and no message: only who asks for it by name sees it.
 *
 * @param text the text; empty when none was given
 */
record Secret(String text) {
  /** What stands in its place. */
  static final String HIDDEN = "(not shown)";

  boolean isGiven() {
    return !text.isEmpty();
  }

  @Override
  public String toString() {
    return HIDDEN;
  }
}
