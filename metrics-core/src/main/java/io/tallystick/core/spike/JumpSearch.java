package io.tallystick.core.spike;

import org.jspecify.annotations.Nullable;

/**
 * Finds jumps: two minutes in a row that lie far enough out, or one that lies out extremely, and
 * not because the series has been on its way there for some time.
 */
final class JumpSearch {
  /**
   * Of a jump at least this part must lie beyond the minutes right before it: else it is a ramp.
   */
  private static final double ABRUPT_SHARE = 0.5;

  private final SpikeSettings settings;
  private final RecentMinutes recent;

  JumpSearch(SpikeSettings settings, RecentMinutes recent) {
    this.settings = settings;
    this.recent = recent;
  }

  /**
   * The jump that ends with the last minute.
   *
   * @param since the first minute of the present level
   * @param isFollowing whether the minute before was there and is not the first after a gap
   * @param caution how many times farther out than usual a minute alone must lie
   */
  @Nullable Jump at(
      long minute, Expectation expectation, long since, boolean isFollowing, double caution) {
    Jump found = null;
    for (Side side : Side.values()) {
      if (found == null) {
        found = alone(side, minute, expectation, caution);
      }
      if (found == null && isFollowing) {
        found = pair(side, minute, expectation);
      }
    }
    return found != null && isAbrupt(found, since) ? found : null;
  }

  private @Nullable Jump alone(Side side, long minute, Expectation expectation, double caution) {
    double height = side.beyond(expectation.expected(), recent.at(minute));
    double change = settings.smallestChange(expectation.expected());
    Bounds bounds = expectation.on(side);
    boolean isFar = height > 0 && height >= Math.max(change, caution * bounds.single());
    return isFar
        ? new Jump(side, minute, expectation, height, Math.max(change, bounds.pair()))
        : null;
  }

  private @Nullable Jump pair(Side side, long minute, Expectation expectation) {
    double first = side.beyond(expectation.expected(), recent.at(minute - 1));
    double second = side.beyond(expectation.expected(), recent.at(minute));
    double change = settings.smallestChange(expectation.expected());
    double bound = expectation.on(side).pair();
    double mean = (first + second) / 2;
    double least = Math.max(change, bound);
    double each = Math.max(change / 2, Bounds.SHARE_OF_EACH * bound);
    double lesser = Math.min(first, second);
    boolean isFar = lesser > 0 && lesser >= each && mean >= least;
    return isFar ? new Jump(side, minute - 1, expectation, mean, least) : null;
  }

  /** Whether it lies far beyond the way that the ten minutes before it went. */
  private boolean isAbrupt(Jump jump, long since) {
    double ahead = recent.ahead(jump.first(), since);
    double rise = jump.side().beyond(ahead, jump.far());
    return Double.isNaN(ahead) || rise >= ABRUPT_SHARE * jump.height();
  }
}
