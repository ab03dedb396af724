package io.tallystick.core.spike;

import java.util.Arrays;

/**
 * By how much the last four hours missed what was expected of them: the yardstick for the next
 * minute. It holds whatever makes a series hard to foretell, its noise and the weakness of the
 * expectation alike.
 */
final class Residuals {
  private static final int MOST = 240;

  /** The bounds are made anew after so many minutes. */
  private static final int KEPT_FOR = 8;

  /** Below this many each minute changes the bounds. */
  private static final int FEW = 60;

  /** Misses are cut at so many deviations where two in a row are compared: one is no proof. */
  private static final double CUT = 3;

  private final double chance;
  private final HalfFloats missed = new HalfFloats(MOST);
  private final HalfFloats expected = new HalfFloats(MOST);
  private int count;
  private int next;
  private int changes;
  private boolean madeForWhole;
  private Expectation made = new Expectation(0, Bounds.NONE, Bounds.NONE);
  private Growth growth = Growth.NONE;

  /**
   * @param chance how often chance may pass the bounds, as a share of the minutes
   */
  Residuals(double chance) {
    this.chance = chance;
  }

  int count() {
    return count;
  }

  void add(double residual, double level) {
    missed.set(next, residual);
    expected.set(next, level);
    next = (next + 1) % MOST;
    count = Math.min(MOST, count + 1);
    changes++;
  }

  /** Takes back the last so many. */
  void dropLast(int some) {
    int dropped = Math.min(some, count);
    next = Math.floorMod(next - dropped, MOST);
    count -= dropped;
    changes += dropped;
  }

  /** Keeps the last so many alone. */
  void keepLast(int some) {
    count = Math.min(some, count);
    changes += KEPT_FOR;
  }

  /**
   * The bounds around this level.
   *
   * @param isWhole whether the values are whole numbers
   */
  Expectation around(double level, boolean isWhole) {
    if (changes >= KEPT_FOR || (changes > 0 && count < FEW) || isWhole != madeForWhole) {
      changes = 0;
      madeForWhole = isWhole;
      made = make(level, isWhole);
    }
    double factor = growth.scale(made.expected(), level);
    return new Expectation(
        level,
        made.above().times(factor).atLeast(level),
        made.below().times(factor).atLeast(level));
  }

  private Expectation make(double level, boolean isWhole) {
    double[] misses = inOrder(missed);
    double[] levels = inOrder(expected);
    growth = Growth.of(misses, levels);
    for (int i = 0; i < count; i++) {
      misses[i] *= growth.scale(levels[i], level);
    }
    double[] sorted = misses.clone();
    Arrays.sort(sorted);
    double centre = sorted[count / 2];
    Tail above = Tail.of(distances(sorted, centre, Side.ABOVE));
    Tail below = Tail.of(distances(sorted, centre, Side.BELOW));
    double together = together(misses, centre, (above.deviation() + below.deviation()) / 2);
    double grain = isWhole ? 1 : grain(sorted, level);
    return new Expectation(
        level,
        bounds(above, centre, together, grain, level),
        bounds(below, -centre, together, grain, level));
  }

  private Bounds bounds(Tail tail, double offset, double together, double grain, double level) {
    Bounds bounds = Bounds.of(tail, offset, together, grain, chance);
    boolean isUnheardOf = level == 0 && tail.deviation() == 0 && grain == 0;
    return isUnheardOf ? bounds.withoutSingle() : bounds;
  }

  private double[] inOrder(HalfFloats ring) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = ring.get(Math.floorMod(next - count + i, MOST));
    }
    return numbers;
  }

  private static double[] distances(double[] sorted, double centre, Side side) {
    int n = sorted.length;
    double[] distances = new double[n];
    for (int i = 0; i < n; i++) {
      distances[i] = side.beyond(centre, sorted[side == Side.ABOVE ? i : n - 1 - i]);
    }
    return distances;
  }

  /**
   * In a series that mostly stands at zero, the smallest step that it makes; 0 if it makes none.
   */
  private static double grain(double[] sorted, double level) {
    int above = sorted.length;
    while (above > 0 && sorted[above - 1] > 0) {
      above--;
    }
    boolean isStill = level == 0 && 4 * above > 3 * sorted.length;
    return isStill && above < sorted.length ? sorted[above] : 0;
  }

  private static double together(double[] misses, double centre, double deviation) {
    double both = 0;
    double each = 0;
    double before = 0;
    for (double miss : misses) {
      double cut = Math.max(-CUT * deviation, Math.min(CUT * deviation, miss - centre));
      both += cut * before;
      each += cut * cut;
      before = cut;
    }
    return each > 0 ? Math.max(0, both / each) : 0;
  }
}
