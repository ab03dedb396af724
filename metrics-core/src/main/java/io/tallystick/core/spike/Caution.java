package io.tallystick.core.spike;

/**
 * How much farther out a single minute must lie in a series that had such minutes lately. What is
 * back after one minute was more likely noise than trouble, whatever it was reported as.
 */
final class Caution {
  private static final double RISE = 1.5;
  private static final double MOST = 10;

  /** Half of it is forgotten in a day. */
  private static final double KEPT_EACH_MINUTE = Math.pow(0.5, 1.0 / (24 * 60));

  private double extra;

  void rise() {
    extra = Math.min(MOST, (1 + extra) * RISE) - 1;
  }

  void fade() {
    extra *= KEPT_EACH_MINUTE;
  }

  /** 1 if there was none. */
  double factor() {
    return 1 + extra;
  }
}
