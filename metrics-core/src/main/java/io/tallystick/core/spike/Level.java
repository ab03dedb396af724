package io.tallystick.core.spike;

import java.util.Arrays;
import java.util.function.LongToDoubleFunction;

/**
 * The level of the last so many values: the mean of their middle half, which a few stray values
 * leave alone, and which still moves in small steps where the values are small whole numbers.
 */
final class Level {
  private final double[] found;
  private int count;
  private long first;
  private double sumOfMinutes;

  /**
   * Looks backwards.
   *
   * @param valueAt gives NaN for a gap
   * @param from the minute to begin with
   * @param oldest the last one to look at
   * @param most how many values are enough
   */
  Level(LongToDoubleFunction valueAt, long from, long oldest, int most) {
    found = new double[most];
    for (long minute = from; minute >= oldest && count < most; minute--) {
      take(minute, valueAt.applyAsDouble(minute));
    }
    Arrays.sort(found, 0, count);
  }

  private void take(long minute, double value) {
    if (!Double.isNaN(value)) {
      found[count++] = value;
      first = minute;
      sumOfMinutes += (double) minute;
    }
  }

  int count() {
    return count;
  }

  /** The oldest minute that gave a value. */
  long first() {
    return first;
  }

  /** The minute that the level is of. */
  double middle() {
    return sumOfMinutes / count;
  }

  /** NaN if there were gaps alone. */
  double level() {
    int cut = count / 4;
    double sum = 0;
    for (int i = cut; i < count - cut; i++) {
      sum += found[i];
    }
    return sum / (count - 2 * cut);
  }

  /** The number, or the nearest end of the range that the values span. */
  double within(double number) {
    return Math.max(found[0], Math.min(found[count - 1], number));
  }
}
