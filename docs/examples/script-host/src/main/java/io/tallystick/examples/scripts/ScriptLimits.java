package io.tallystick.examples.scripts;

import java.time.Duration;

/**
 * How much a script may do.
 *
 * @param steps instructions of Lua, or statements of JavaScript
 * @param time by the clock, from the first step
 * @param scriptLength characters of a script
 * @param stringLength characters of one string that a script makes
 * @param threads how many scripts run at once, of as many tenants
 * @param waiting how many scripts of one tenant may wait for their turn
 */
record ScriptLimits(
    long steps, Duration time, int scriptLength, int stringLength, int threads, int waiting) {
  ScriptLimits {
    if (steps < 1 || time.isNegative() || time.isZero() || scriptLength < 1 || stringLength < 1) {
      throw new IllegalArgumentException(
          "A script needs steps, time and text, not %d, %s, %d and %d."
              .formatted(steps, time, scriptLength, stringLength));
    }
    if (threads < 1 || waiting < 1) {
      throw new IllegalArgumentException(
          "There are %d threads and %d may wait: at least 1 of both.".formatted(threads, waiting));
    }
  }

  /** Enough for scripts that compute a little and record. */
  static ScriptLimits standard() {
    return new ScriptLimits(500_000, Duration.ofSeconds(5), 65_536, 100_000, 4, 16);
  }

  ScriptLimits steps(long most) {
    return new ScriptLimits(most, time, scriptLength, stringLength, threads, waiting);
  }

  ScriptLimits time(Duration most) {
    return new ScriptLimits(steps, most, scriptLength, stringLength, threads, waiting);
  }

  ScriptLimits waiting(int most) {
    return new ScriptLimits(steps, time, scriptLength, stringLength, threads, most);
  }
}
