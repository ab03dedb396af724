package io.tallystick.core.spike;

import java.util.Arrays;

/**
 * How far a series went, on one side, in each quarter of an hour of the last two weeks. It answers
 * whether a jump is one that comes at this time.
 */
final class Season {
  private static final int SLOT_MINUTES = 15;
  private static final int HOUR = 60 / SLOT_MINUTES;
  private static final int DAY = 24 * HOUR;
  private static final int WEEK = 7 * DAY;
  private static final int SLOTS = 2 * WEEK;

  /** So many hours and days back it looks for a jump. */
  private static final int HOURS = 12;

  private static final int DAYS = SLOTS / DAY;

  /** With fewer days, a jump on one of them must have been much like this one. */
  private static final int FEW_DAYS = 3;

  /** What comes at a time may come so much earlier or later. */
  private static final int JITTER_MINUTES = 3;

  /** A jump is known if it was, back then, at least this share of what it is now. */
  private static final double KNOWN_SHARE = 2.0 / 3;

  /** A former level is read as at most so many times today's, or its part. */
  private static final double MOST_SCALING = 2;

  private final Side side;
  private final HalfFloats extremes = new HalfFloats(SLOTS);
  private long slot = RecentMinutes.NEVER;
  private double extreme = Double.NaN;

  Season(Side side) {
    this.side = side;
  }

  /** Adds the next minute. */
  void put(long minute, double value) {
    moveTo(slotOf(minute));
    extreme = side.farther(extreme, value);
  }

  /** Adds the mean of a wider stretch of the past. */
  void put(long firstMinute, long lastMinute, double mean) {
    long from = Math.max(firstMinute, lastMinute - (long) SLOTS * SLOT_MINUTES);
    for (long minute = from; minute < lastMinute; minute += SLOT_MINUTES) {
      put(minute, mean);
    }
    put(lastMinute, mean);
  }

  private void moveTo(long next) {
    if (next <= slot) {
      return;
    }
    extremes.set(place(slot), extreme);
    for (long skipped = Math.max(slot + 1, next - SLOTS); skipped < next; skipped++) {
      extremes.set(place(skipped), Double.NaN);
    }
    slot = next;
    extreme = Double.NaN;
  }

  /**
   * Whether a jump to {@code far} comes at this time: on half of the former days, on the last two,
   * on a third of the last hours; or it was much the same a week ago, or on half of very few days.
   *
   * <p>Rises are compared, from what was usual in the hour before, so that an incident of a former
   * day hides today's only if it began at the same time.
   */
  boolean knows(long minute, double expected, double far) {
    double today = usual(slotOf(minute));
    double height = side.beyond(expected, far);
    double seen = Double.isNaN(today) ? height : Math.min(height, side.beyond(today, far));
    Came days = came(minute, DAY, DAYS, expected, seen);
    Came hours = came(minute, HOUR, HOURS, expected, seen);
    return (days.came >= 2 && 2 * days.came >= days.known)
        || (hours.came >= 2 && 3 * hours.came >= hours.known)
        || came(minute, DAY, 2, expected, seen).came == 2
        || (days.known < FEW_DAYS && days.alike > 0 && 2 * days.alike >= days.known)
        || isAlike(minute, WEEK, expected, seen);
  }

  private Came came(long minute, int every, int most, double expected, double height) {
    int known = 0;
    int came = 0;
    int alike = 0;
    for (int back = every; back <= most * every; back += every) {
      long then = slotOf(minute) - back;
      double rise = rise(usual(then), minute, back, expected);
      known += Double.isNaN(rise) ? 0 : 1;
      came += rise >= KNOWN_SHARE * height ? 1 : 0;
      alike += isAlike(minute, back, expected, height) ? 1 : 0;
    }
    return new Came(known, came, alike);
  }

  /** The same at the same time, and not before it. */
  private boolean isAlike(long minute, int slotsAgo, double expected, double height) {
    long then = slotOf(minute) - slotsAgo;
    // The slot right before may hold the first minutes of a jump that came a little earlier.
    double before = side.farther(at(then - 2), side.farther(at(then - 3), at(then - 4)));
    double rise = rise(before, minute, slotsAgo, expected);
    return rise >= KNOWN_SHARE * height && rise <= height / KNOWN_SHARE;
  }

  /** How far it went beyond this so many slots ago, at today's level; NaN if not known. */
  private double rise(double from, long minute, int slotsAgo, double expected) {
    double early = at(slotOf(minute - JITTER_MINUTES) - slotsAgo);
    double late = at(slotOf(minute + JITTER_MINUTES) - slotsAgo);
    double scale = from == 0 ? 1 : Math.abs(expected / from);
    double bounded = Math.max(1 / MOST_SCALING, Math.min(MOST_SCALING, scale));
    return side.beyond(from, side.farther(early, late)) * bounded;
  }

  /**
   * What the hour before this slot usually reached, of four quarters the second nearest, so that
   * one peak in the hour, or one that lies across two quarters, is not it. NaN if less is known.
   */
  private double usual(long before) {
    double[] hour = new double[HOUR];
    int known = 0;
    for (int back = 1; back <= HOUR; back++) {
      double there = at(before - back);
      if (!Double.isNaN(there)) {
        hour[known++] = there;
      }
    }
    if (known < HOUR / 2) {
      return Double.NaN;
    }
    Arrays.sort(hour, 0, known);
    return hour[side == Side.ABOVE ? (known - 1) / 2 : known / 2];
  }

  private double at(long past) {
    return past < slot && past >= slot - SLOTS ? extremes.get(place(past)) : Double.NaN;
  }

  private static long slotOf(long minute) {
    return Math.floorDiv(minute, SLOT_MINUTES);
  }

  private static int place(long slot) {
    return Math.floorMod(slot, SLOTS);
  }

  /**
   * Of the days or hours looked at: how many are known, on how many it rose far enough, and on how
   * many it was much the same.
   */
  private record Came(int known, int came, int alike) {}
}
