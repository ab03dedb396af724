package io.tallystick.core.spike;

import org.jspecify.annotations.Nullable;

/** The seasons of the sides that are asked for. */
final class Seasons {
  private final @Nullable Season highs;
  private final @Nullable Season lows;

  Seasons(Direction direction) {
    highs = direction.covers(Side.ABOVE) ? new Season(Side.ABOVE) : null;
    lows = direction.covers(Side.BELOW) ? new Season(Side.BELOW) : null;
  }

  void put(long minute, double value) {
    put(minute, minute, value);
  }

  void put(long firstMinute, long lastMinute, double mean) {
    if (highs != null) {
      highs.put(firstMinute, lastMinute, mean);
    }
    if (lows != null) {
      lows.put(firstMinute, lastMinute, mean);
    }
  }

  /** Whether a jump from here to there comes at this time. */
  boolean know(Side side, long minute, double expected, double far) {
    Season season = side == Side.ABOVE ? highs : lows;
    return season != null && season.knows(minute, expected, far);
  }
}
