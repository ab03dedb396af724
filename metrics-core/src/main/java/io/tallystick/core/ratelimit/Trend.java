package io.tallystick.core.ratelimit;

import java.util.List;
import java.util.Locale;

/**
 * Whether more or less of a limit is used than before.
 *
 * <pre>{@code
 * near.trend().direction() == Trend.Direction.RISING
 * }</pre>
 *
 * @param direction where it goes
 * @param percentPerHour how many percent of the limit more from one hour to the next, by the
 *     fullest minute of each
 */
public record Trend(Direction direction, double percentPerHour) {
  /** Less than this is steady. */
  private static final double STEADY = 0.5;

  /**
   * Where something goes.
   *
   * <pre>{@code
   * Trend.Direction.RISING.word() // rising
   * }</pre>
   */
  public enum Direction {
    /** More and more is used. */
    RISING,
    /** Less and less is used. */
    FALLING,
    /** Neither. */
    STEADY;

    /** The word for it in answers. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Trend of(double percentPerHour) {
    if (Math.abs(percentPerHour) < STEADY) {
      return new Trend(Direction.STEADY, percentPerHour);
    }
    return new Trend(percentPerHour > 0 ? Direction.RISING : Direction.FALLING, percentPerHour);
  }

  /** Of the fullest minutes of hours that follow each other; steady where there are few. */
  static Trend of(List<Double> peaks) {
    double[] numbers = peaks.stream().mapToDouble(Double::doubleValue).toArray();
    return numbers.length < 2 ? of(0) : of(Slope.of(numbers).perStep());
  }
}
