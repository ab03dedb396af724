package io.tallystick.core.alert;

import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells how much of their limits keys used. Any thread may ask, and waits for the store.
 *
 * <pre>{@code
 * limits.uses(limits.step(from), new TimeRange(from, to), "client:1");
 * }</pre>
 */
public interface LimitUses {
  /** Where nobody tells of a limit. */
  LimitUses NONE =
      new LimitUses() {
        @Override
        public Duration step(Instant from) {
          return LimitUse.MINUTE;
        }

        @Override
        public List<LimitUse> uses(Duration step, TimeRange range, @Nullable String key) {
          return List.of();
        }
      };

  /** How wide the narrowest uses are that are kept from a time on, a minute or wider. */
  Duration step(Instant from);

  /**
   * The uses that start within a time.
   *
   * @param step how wide they are: a minute, or what {@link #step} gave
   * @param key whose; null for those of all keys
   * @throws io.tallystick.core.query.InvalidQueryException when there are too many
   */
  List<LimitUse> uses(Duration step, TimeRange range, @Nullable String key);
}
