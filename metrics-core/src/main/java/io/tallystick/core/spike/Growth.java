package io.tallystick.core.spike;

/**
 * How a miss at one level is to be read at another: noise may be the same at all levels, grow with
 * the root of the level as that of counts does, or with the level itself. The last hours tell, as
 * far as their level changed; the root is what is believed otherwise.
 *
 * @param power of the level that misses grow with, from 0 to 1
 * @param ground added to each level, so that levels near zero do not scale without end
 */
record Growth(double power, double ground) {

  static final Growth NONE = new Growth(0, 1);

  private static final double BELIEF = 0.5;

  /** One over the square of how far from the belief the power may well be. */
  private static final double WEIGHT_OF_BELIEF = 8;

  /** The share of the mean size of the values that is the ground. */
  private static final double GROUND_SHARE = 0.1;

  /** No miss is read as more than so many times larger or smaller. */
  private static final double MOST = 4;

  static Growth of(double[] misses, double[] levels) {
    double size = 0;
    for (int i = 0; i < misses.length; i++) {
      size += Math.abs(misses[i]) + Math.abs(levels[i]);
    }
    double ground = size == 0 ? 1 : GROUND_SHARE * size / misses.length;
    return new Growth(power(misses, levels, ground), ground);
  }

  /** Compares the misses at the lower levels with those at the higher ones. */
  private static double power(double[] misses, double[] levels, double ground) {
    double middle = 0;
    for (double level : levels) {
      middle += Math.abs(level) / levels.length;
    }
    Half low = new Half();
    Half high = new Half();
    for (int i = 0; i < misses.length; i++) {
      (Math.abs(levels[i]) < middle ? low : high).add(misses[i], Math.abs(levels[i]) + ground);
    }
    if (low.isStill() || high.isStill()) {
      return BELIEF;
    }
    double apart = Math.log(high.level() / low.level());
    double grown = Math.log(high.miss() / low.miss());
    // The logarithm of a mean miss of n/2 values strays by about the root of 1.5 / n.
    double weight = misses.length * apart / 3;
    double power =
        (WEIGHT_OF_BELIEF * BELIEF + weight * grown) / (WEIGHT_OF_BELIEF + weight * apart);
    return Math.max(0, Math.min(1, power));
  }

  double scale(double from, double to) {
    double scale = Math.pow((Math.abs(to) + ground) / (Math.abs(from) + ground), power);
    return Math.max(1 / MOST, Math.min(MOST, scale));
  }

  /** Sums of half of the minutes; of roots of misses, so that outliers do not decide. */
  private static final class Half {
    private int count;
    private double levels;
    private double roots;

    void add(double miss, double level) {
      count++;
      levels += level;
      roots += Math.sqrt(Math.abs(miss));
    }

    boolean isStill() {
      return roots == 0;
    }

    double level() {
      return levels / count;
    }

    double miss() {
      return Math.pow(roots / count, 2);
    }
  }
}
