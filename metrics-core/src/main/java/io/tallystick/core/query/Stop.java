package io.tallystick.core.query;

/** Ends work early; asked between two buckets, so it must be quick. */
interface Stop {
  /** Never. */
  Stop NEVER = () -> {};

  /**
   * Returns when the work is to go on.
   *
   * @throws QueryStoppedException when it is not
   */
  void check();
}
