package io.tallystick.core.spike;

/**
 * How far out values must lie to be a jump, on one side of what is expected.
 *
 * @param usual the width of the middle of the spread, as a standard deviation
 * @param pair how far out two minutes in a row must lie, on average
 * @param single how far out one minute must lie to be believed alone
 */
record Bounds(double usual, double pair, double single) {

  static final Bounds NONE = new Bounds(0, 0, 0);

  /** Of two minutes, the nearer one must reach this share of the bound of their mean. */
  static final double SHARE_OF_EACH = 0.75;

  /** No bound is narrower than this share of the level: less is not worth a report. */
  private static final double NARROWEST = 0.01;

  /** A minute alone must lie out farther than chance would explain in a bell curve. */
  private static final double ALONE = 1.5;

  /** How much more often a minute alone may lie out by its tail, which is read off with caution. */
  private static final double ALONE_BY_TAIL = 3;

  /**
   * @param tail of the misses on this side
   * @param offset of what they are around
   * @param together how much two minutes in a row miss alike: 0 not at all, 1 wholly. Minutes that
   *     have nothing to do with each other are two witnesses, each of which may be weak; minutes
   *     that move together are one.
   * @param grain the smallest step of the values, as far as that matters
   * @param chance how often chance may pass the bound, as a share of the minutes
   */
  static Bounds of(Tail tail, double offset, double together, double grain, double chance) {
    double witnesses = (1 + together) / 2;
    double normal = Normal.distance(chance);
    double normalOfPair = normal * Math.sqrt(witnesses);
    double pair = Math.max(normalOfPair * tail.deviation(), tail.near(Math.pow(chance, witnesses)));
    double single = Math.max(ALONE * normal * tail.deviation(), tail.far(ALONE_BY_TAIL * chance));
    return new Bounds(
        tail.body(),
        offset + pair + grain * skew(normalOfPair),
        offset + single + grain * skew(normal));
  }

  /**
   * Counts are skewed: so many steps their far values lie farther out than those of a bell curve.
   */
  private static double skew(double normal) {
    return Math.max(0, normal * normal - 1) / 6;
  }

  /** Without what a single minute could be measured by. */
  Bounds withoutSingle() {
    return new Bounds(usual, pair, Double.POSITIVE_INFINITY);
  }

  Bounds times(double factor) {
    return new Bounds(usual * factor, pair * factor, single * factor);
  }

  /** At least as wide as is worth a report at this level. */
  Bounds atLeast(double level) {
    double narrowest = NARROWEST * Math.abs(level);
    return new Bounds(usual, Math.max(pair, narrowest), Math.max(single, ALONE * narrowest));
  }
}
