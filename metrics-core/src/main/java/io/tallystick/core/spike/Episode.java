package io.tallystick.core.spike;

/**
 * The time from a jump until the values are back, or until their new level counts as normal. What
 * was expected when it began stays the measure.
 */
final class Episode {
  /** A jump that lasts so long is the new level. */
  private static final int MINUTES_TO_NORMAL = 45;

  /** So many minutes in a row near the old level end it. */
  private static final int CALM_MINUTES = 2;

  /** Nearer to the old level than this part of the least jump is calm. */
  private static final double CALM_SHARE_OF_LEAST = 0.5;

  /** The same for this part of the jump itself. If what is left is a jump, it is the next one. */
  private static final double CALM_SHARE = 0.25;

  /** A known jump that grows to so many times its height is a spike on top of it. */
  private static final double MORE_THAN_KNOWN = 1.5;

  private final Jump jump;
  private boolean isKnown;
  private int calm;
  private int above;
  private long lastFar;
  private int learnt;

  /**
   * @param isKnown whether the jump comes at this time, so that it is none to report
   */
  Episode(Jump jump, boolean isKnown, long minute) {
    this.jump = jump;
    this.isKnown = isKnown;
    this.lastFar = minute;
  }

  Jump jump() {
    return jump;
  }

  void next(long minute, double value) {
    double height = jump.side().beyond(jump.from().expected(), value);
    if (height < Math.max(CALM_SHARE_OF_LEAST * jump.least(), CALM_SHARE * jump.height())) {
      calm++;
    } else {
      calm = 0;
      lastFar = minute;
    }
    above = height >= MORE_THAN_KNOWN * jump.height() ? above + 1 : 0;
    isKnown &= above < CALM_MINUTES;
  }

  boolean isKnown() {
    return isKnown;
  }

  boolean isOver() {
    return calm >= CALM_MINUTES;
  }

  /** Whether it lasts for so long that its level is the normal one from now on. */
  boolean isNormal(long minute) {
    return minute - jump.first() >= MINUTES_TO_NORMAL;
  }

  /** Whether no second minute went with the first. */
  boolean wasOneMinute() {
    return lastFar == jump.first();
  }

  long lastFar() {
    return lastFar;
  }

  /** Counts a minute that told how much the values vary around the new level. */
  void learn() {
    learnt++;
  }

  int learnt() {
    return learnt;
  }
}
