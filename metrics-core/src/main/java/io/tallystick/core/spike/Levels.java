package io.tallystick.core.spike;

/**
 * Since when the series has its present level, and which one it had before. Going back to the one
 * that stood for longer is no news.
 */
final class Levels {
  /** A level that differs by less is the same. */
  private static final double SAME = 0.15;

  /** What stood for less was an episode, not the level of the series. */
  private static final int LONG_MINUTES = 6 * 60;

  private long since = RecentMinutes.NEVER;
  private long standsSince = RecentMinutes.NEVER;
  private double former = Double.NaN;
  private long formerSince = RecentMinutes.NEVER;

  /** The first minute of what tells the present level. */
  long since() {
    return since;
  }

  /** Nothing before this minute counts any more. */
  void startAt(long minute) {
    since = minute;
    standsSince = minute;
    former = Double.NaN;
  }

  /** Whether a jump leads back to a level that stood for longer than the present one. */
  boolean isReturn(Jump jump) {
    long formerStood = standsSince - formerSince;
    boolean isOlder = formerStood >= LONG_MINUTES && formerStood > jump.first() - standsSince;
    double away = Math.abs(jump.far() - former);
    return isOlder && away <= Math.max(jump.least(), SAME * Math.abs(former));
  }

  /** The level became another one with this jump. */
  void move(Jump jump) {
    boolean isReturn = isReturn(jump);
    long stoodSince = standsSince;
    since = jump.first();
    standsSince = isReturn ? formerSince : since;
    former = isReturn ? Double.NaN : jump.from().expected();
    formerSince = stoodSince;
  }
}
