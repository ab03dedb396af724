package io.tallystick.core;

import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How large the store was in the last hours, as its own history tells.
 *
 * <p>Read directly and not as a question, so that no thread and no deadline of a reader is needed.
 * What is not folded into hours yet is read of five minutes, and the last of minutes: so few of
 * these that many writers do no harm.
 */
final class SizeHistory {
  static final Duration LOOKS_BACK = Duration.ofDays(7);

  private static final String SIZE = "tallystick.store.size_bytes";
  private static final Duration NOT_YET_HOURS = Duration.ofHours(3);
  private static final Duration NOT_YET_FIVE_MINUTES = Duration.ofMinutes(30);

  private final Map<Instant, GaugeState> lastOfHours = new HashMap<>();

  private SizeHistory() {}

  /** What was measured last in each hour, in the order of time; asks the store. */
  static List<StoreForecast.Measured> read(BucketStore store, Instant now) {
    SizeHistory history = new SizeHistory();
    history.add(store, Granularity.HOUR, now.minus(LOOKS_BACK), now);
    history.add(store, Granularity.FIVE_MINUTES, now.minus(NOT_YET_HOURS), now);
    history.add(store, Granularity.MINUTE, now.minus(NOT_YET_FIVE_MINUTES), now);
    return history.lastOfHours.values().stream()
        .map(state -> new StoreForecast.Measured(state.lastAt(), state.last()))
        .sorted()
        .toList();
  }

  private void add(BucketStore store, Granularity granularity, Instant from, Instant now) {
    TimeRange range = new TimeRange(from, now.plusMillis(1));
    try (BucketCursor found = store.read(BucketQuery.system(granularity, range, SIZE))) {
      found.forEachRemaining(this::add);
    }
  }

  private void add(OwnedBucket owned) {
    if (owned.bucket().state() instanceof GaugeState state) {
      lastOfHours.merge(
          owned.bucket().start().truncatedTo(ChronoUnit.HOURS),
          state,
          (one, other) -> other.lastAt().isAfter(one.lastAt()) ? other : one);
    }
  }
}
