package io.tallystick.core.spike;

/**
 * One side of a spread: how wide it is, and how its outliers thin out.
 *
 * <p>Far out, a share of {@code share * (limit / x) ^ (1 / heaviness)} of all values lies beyond x.
 * Heaviness is the mean of the logarithms of outliers over the limit (Hill's estimate), drawn
 * towards that of a bell curve as long as the outliers are few.
 *
 * @param body the width of the middle, as a standard deviation
 * @param deviation the same, or that of the edge where it is wider, with caution while values are
 *     few
 * @param limit where outliers begin
 * @param share the share of values beyond the limit
 * @param heaviness how slowly outliers thin out
 */
record Tail(double body, double deviation, double limit, double share, double heaviness) {

  /** Of a bell curve beyond the limit of its tenth. */
  private static final double NORMAL_HEAVINESS = 0.28;

  /** Noise beyond this would have no deviation at all. */
  private static final double MOST_HEAVINESS = 0.5;

  /** So many outliers weigh as much as the belief in a bell curve: half of those of four hours. */
  private static final double WEIGHT_OF_BELIEF = 12;

  /** Undoes what the belief takes from an estimate that does lie beyond a bell curve. */
  private static final double UNDOING = (12 + 24) / 24.0;

  private static final double OUTLIERS = 0.1;

  /** A width that comes from n values is taken for wider by this over n. */
  private static final double CAUTION = 8;

  /** Where the shares of a bell curve lie, in deviations. */
  private static final double DEVIATIONS_AT_85_PERCENT = 1.036;

  private static final double DEVIATIONS_AT_95_PERCENT = 1.645;

  /**
   * @param distances how far each value lies out on this side, ascending, negative on the other
   */
  static Tail of(double[] distances) {
    int n = distances.length;
    double caution = 1 + CAUTION / n;
    double body = at(distances, 0.85) / DEVIATIONS_AT_85_PERCENT;
    double edge = at(distances, 0.95) / DEVIATIONS_AT_95_PERCENT;
    double deviation = caution * Math.max(body, edge);
    int outliers = outliers(distances);
    if (outliers == 0) {
      return new Tail(body, deviation, 0, OUTLIERS, NORMAL_HEAVINESS);
    }
    double limit = distances[n - 1 - outliers];
    double heaviness = heaviness(distances, outliers, limit);
    return new Tail(body, deviation, caution * limit, (double) outliers / n, heaviness);
  }

  /** Half of what lies out on this side at all, at most the outermost tenth. */
  private static int outliers(double[] distances) {
    int n = distances.length;
    int out = 0;
    while (out < n && distances[n - 1 - out] > 0) {
      out++;
    }
    return Math.min((int) Math.ceil(OUTLIERS * n), out / 2);
  }

  private static double heaviness(double[] distances, int outliers, double limit) {
    double logs = 0;
    for (int i = distances.length - outliers; i < distances.length; i++) {
      logs += Math.log(distances[i] / limit);
    }
    double estimate = (logs + WEIGHT_OF_BELIEF * NORMAL_HEAVINESS) / (outliers + WEIGHT_OF_BELIEF);
    return Math.min(MOST_HEAVINESS, estimate);
  }

  /** The value below which this share of the sorted ones lies. */
  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  }

  /**
   * How far out a value lies that is passed with this chance, not far from what was seen: as in a
   * bell curve, and farther by what outliers thin out more slowly.
   */
  double near(double chance) {
    if (chance >= share) {
      return limit;
    }
    double normal = Normal.distance(chance) / Normal.distance(share);
    double excess = Math.max(0, heaviness - NORMAL_HEAVINESS);
    return limit * normal * Math.pow(share / chance, UNDOING * excess);
  }

  /** How far out a value lies that is passed with this chance, far beyond what was seen. */
  double far(double chance) {
    return limit * Math.pow(Math.max(1, share / chance), heaviness);
  }
}
