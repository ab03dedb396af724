package io.tallystick.core.spike;

import static java.util.Objects.requireNonNull;

/**
 * What counts as a spike.
 *
 * <pre>{@code
 * SpikeSettings.standard().withSensitivity(7).withMinimumChange(0.5).withMinimumVolume(20);
 * }</pre>
 *
 * @param sensitivity from 1 to 10; higher finds smaller jumps, and more that are none: two points
 *     more are about ten times as many false alarms
 * @param direction which jumps are meant
 * @param minimumChange smallest change that counts, as a share of what was expected: 0.2 is a fifth
 * @param minimumStep smallest change that counts, in the series' own unit; 0 is any
 * @param minimumVolume how many samples the judged two minutes need together; 0 is any number
 */
public record SpikeSettings(
    double sensitivity,
    Direction direction,
    double minimumChange,
    double minimumStep,
    double minimumVolume) {

  private static final SpikeSettings STANDARD = new SpikeSettings(5, Direction.UP, 0.2, 0, 0);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the sensitivity is not from 1 to 10, or another number is
   *     negative or not finite
   */
  public SpikeSettings {
    requireNonNull(direction, "direction");
    if (!(sensitivity >= 1 && sensitivity <= 10)) {
      throw new IllegalArgumentException(
          "sensitivity is " + sensitivity + ", and must be from 1 to 10; 5 is the standard");
    }
    requireSize("minimumChange", minimumChange);
    requireSize("minimumStep", minimumStep);
    requireSize("minimumVolume", minimumVolume);
  }

  private static void requireSize(String name, double number) {
    if (!(number >= 0 && number <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          name
              + " is "
              + number
              + ", and must be a number that is not negative; 0 asks for nothing");
    }
  }

  /** Sensitivity 5, jumps upwards by at least a fifth, from any number of samples. */
  public static SpikeSettings standard() {
    return STANDARD;
  }

  /** The same with this sensitivity. */
  public SpikeSettings withSensitivity(double other) {
    return new SpikeSettings(other, direction, minimumChange, minimumStep, minimumVolume);
  }

  /** The same for these jumps. */
  public SpikeSettings withDirection(Direction other) {
    return new SpikeSettings(sensitivity, other, minimumChange, minimumStep, minimumVolume);
  }

  /** The same for changes of at least this share of what was expected. */
  public SpikeSettings withMinimumChange(double other) {
    return new SpikeSettings(sensitivity, direction, other, minimumStep, minimumVolume);
  }

  /** The same for changes of at least so much, in the series' own unit. */
  public SpikeSettings withMinimumStep(double other) {
    return new SpikeSettings(sensitivity, direction, minimumChange, other, minimumVolume);
  }

  /** The same for minutes that have, two together, at least so many samples. */
  public SpikeSettings withMinimumVolume(double other) {
    return new SpikeSettings(sensitivity, direction, minimumChange, minimumStep, other);
  }

  /**
   * How often a series of independent minutes may look like a spike by chance, as a share of its
   * minutes: one in 100,000 (once in ten weeks) at 5, and ten times as often for two points more.
   */
  double chance() {
    return Math.pow(10, -7.5 + sensitivity / 2);
  }

  /** The smallest change that counts where so much was expected. */
  double smallestChange(double expected) {
    return Math.max(minimumChange * Math.abs(expected), minimumStep);
  }
}
