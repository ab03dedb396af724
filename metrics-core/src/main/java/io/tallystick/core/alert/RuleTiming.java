package io.tallystick.core.alert;

import java.time.Duration;

/**
 * Over which time a rule looks, how long it waits, and how long it is quiet. All in minutes.
 *
 * <pre>{@code
 * RuleTiming timing = RuleTiming.STANDARD.window(10);
 * }</pre>
 *
 * @param window of how many minutes a value is made
 * @param hold for how many minutes the condition must be so before the rule fires
 * @param cooldown for how many minutes a group that fired does not fire again
 */
public record RuleTiming(int window, int hold, int cooldown) {
  /** Five minutes, at once, half an hour. */
  public static final RuleTiming STANDARD = new RuleTiming(5, 0, 30);

  /** Of a spike, which is seen in its first two minutes. */
  static final RuleTiming OF_SPIKE = new RuleTiming(2, 0, 30);

  private static final int DAY = 1_440;

  /** Checks the numbers. */
  public RuleTiming {
    Checks.whole("window_minutes", window, 1, DAY);
    Checks.whole("for_minutes", hold, 0, DAY);
    Checks.whole("cooldown_minutes", cooldown, 0, 7 * DAY);
  }

  /** The same over another time. */
  public RuleTiming window(int minutes) {
    return new RuleTiming(minutes, hold, cooldown);
  }

  /** The same after another time. */
  public RuleTiming hold(int minutes) {
    return new RuleTiming(window, minutes, cooldown);
  }

  /** The same with another time of quiet. */
  public RuleTiming cooldown(int minutes) {
    return new RuleTiming(window, hold, minutes);
  }

  Duration windowTime() {
    return Duration.ofMinutes(window);
  }
}
