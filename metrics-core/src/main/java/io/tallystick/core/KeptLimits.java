package io.tallystick.core;

import io.tallystick.core.alert.LimitUse;
import io.tallystick.core.alert.LimitUses;
import io.tallystick.core.query.InvalidQueryException;
import io.tallystick.core.ratelimit.RateLimitHistory;
import io.tallystick.core.ratelimit.TooManyUsesException;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells alerts of the limits that the store has, and that this instance did not bring there yet.
 */
final class KeptLimits implements LimitUses {
  private final RateLimitHistory history;

  KeptLimits(RateLimitHistory history) {
    this.history = history;
  }

  @Override
  public Duration step(Instant from) {
    return history.granularity(from).width();
  }

  @Override
  public List<LimitUse> uses(Duration step, TimeRange range, @Nullable String key) {
    try {
      return kept(step, range, key).stream().map(KeptLimits::use).toList();
    } catch (TooManyUsesException tooMany) {
      throw new InvalidQueryException(
          "window",
          "%s to %s".formatted(range.from(), range.to()),
          tooMany.getMessage() + " Give a shorter window or one key.");
    }
  }

  private Collection<RateLimitUse> kept(Duration step, TimeRange range, @Nullable String key) {
    for (Granularity wide : List.of(Granularity.FIVE_MINUTES, Granularity.HOUR)) {
      if (wide.width().equals(step)) {
        return history.folded(wide, range, key);
      }
    }
    return history.minutes(range, key);
  }

  private static LimitUse use(RateLimitUse use) {
    return new LimitUse(
        use.key(),
        use.start(),
        use.granularity().width(),
        use.used(),
        use.limit(),
        use.peakPercent());
  }
}
