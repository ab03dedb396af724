package io.tallystick.core.spike;

import java.util.Arrays;

/**
 * The values of the last two hours, minute by minute, and what they let expect next: the level of
 * the last twenty minutes, moved on as it moved since the twenty before, and no farther than these
 * minutes reached.
 */
final class RecentMinutes {
  /** Before any minute, and far enough from the smallest number to be subtracted from. */
  static final long NEVER = Long.MIN_VALUE / 2;

  /** Two levels, and the minutes of an episode between them, which are left out. */
  private static final int MINUTES = 128;

  private static final int LEVEL_MINUTES = 20;

  /** Fewer values are no level. */
  private static final int FEWEST = 4;

  /** The expected value is made without the minute before, which may be the first of a spike. */
  private static final int LAG = 2;

  private static final int NEAR_MINUTES = 5;

  private final float[] values = new float[MINUTES];
  private long last = NEVER;

  RecentMinutes() {
    Arrays.fill(values, Float.NaN);
  }

  /** Adds the next value; minutes that were skipped are gaps. */
  void put(long minute, double value) {
    long skipped = Math.min(MINUTES, minute - last);
    for (long gap = minute - skipped + 1; gap < minute; gap++) {
      values[place(gap)] = Float.NaN;
    }
    values[place(minute)] = (float) value;
    last = minute;
  }

  /** Makes gaps of these minutes, both ends included. */
  void forget(long from, long to) {
    for (long minute = Math.max(from, last - MINUTES + 1); minute <= to; minute++) {
      values[place(minute)] = Float.NaN;
    }
  }

  /** The value of a minute; NaN if it was a gap or lies too far back. */
  double at(long minute) {
    boolean isKept = minute <= last && minute > last - MINUTES;
    return isKept ? (double) values[place(minute)] : Double.NaN;
  }

  /**
   * Where the series would be at this minute if it went on as in the ten minutes before; NaN if
   * these were gaps.
   */
  double ahead(long minute, long since) {
    long oldest = Math.max(since, minute - 4 * NEAR_MINUTES);
    Level near = new Level(this::at, minute - 1, oldest, NEAR_MINUTES);
    Level before = new Level(this::at, near.first() - 1, oldest, NEAR_MINUTES);
    if (before.count() < NEAR_MINUTES) {
      return near.level();
    }
    double slope = (near.level() - before.level()) / (near.middle() - before.middle());
    return near.level() + slope * ((double) minute - near.middle());
  }

  /** What is expected of a minute by what was there from {@code since} on; NaN if too little. */
  double expected(long minute, long since) {
    long oldest = Math.max(since, last - MINUTES + 1);
    Level late = new Level(this::at, minute - LAG, oldest, LEVEL_MINUTES);
    if (late.count() < FEWEST) {
      return Double.NaN;
    }
    Level early = new Level(this::at, late.first() - 1, oldest, LEVEL_MINUTES);
    if (early.count() < LEVEL_MINUTES / 2) {
      return late.level();
    }
    double slope = (late.level() - early.level()) / (late.middle() - early.middle());
    return late.within(late.level() + slope * ((double) minute - late.middle()));
  }

  private static int place(long minute) {
    return Math.floorMod(minute, MINUTES);
  }
}
