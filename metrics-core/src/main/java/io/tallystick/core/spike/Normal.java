package io.tallystick.core.spike;

/** The bell curve. */
final class Normal {
  private Normal() {}

  /**
   * How many deviations out a normal value lies beyond which is this chance, on one side. From the
   * expansion of the tail for small chances: 4.25 for 1 in 100,000, where 4.26 is right.
   */
  static double distance(double chance) {
    double first = -2 * Math.log(chance) - Math.log(2 * Math.PI);
    return Math.sqrt(Math.max(0, first - Math.log(Math.max(1, first))));
  }
}
