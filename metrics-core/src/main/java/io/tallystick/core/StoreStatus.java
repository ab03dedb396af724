package io.tallystick.core;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.StartSpan;
import io.tallystick.spi.WriterActivity;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How large the store is and becomes, what it holds and who writes to it, as it was when a runtime
 * looked last. Sizes are in bytes. Immutable; nothing of it asks the store.
 *
 * <pre>{@code
 * StoreStatus store = runtime.status().store();
 * if (store.fullAt() != null) {
 *   warn("The store is full at " + store.fullAt());
 * }
 * }</pre>
 *
 * @param sizeBytes how large the store is, about; empty where nobody knows
 * @param mostBytes how large it may become; empty where it may have any size
 * @param growthBytesPerDay by how much it grew on a day of the last week, less than zero when it
 *     shrank; empty with less than six hours of history
 * @param forecastBytes how large it will be in 30 days if it goes on so and sheds nothing; empty
 *     where the size or the growth is
 * @param fullAt when it reaches {@code mostBytes} if it goes on so; not after now when it has; null
 *     where it may have any size, or does not come there in ten years, or nobody knows
 * @param writers who wrote in the last 24 hours, the last first; 1,000 of them at most
 * @param spans from where to where there are buckets, of each granularity that has any
 * @param checkedAt when the runtime looked last and the store answered, by the runtime's clock;
 *     null before. All the rest is of then
 * @param lastFailure why the last look failed, in one line; null when it did not
 */
public record StoreStatus(
    OptionalLong sizeBytes,
    OptionalLong mostBytes,
    OptionalLong growthBytesPerDay,
    OptionalLong forecastBytes,
    @Nullable Instant fullAt,
    List<WriterActivity> writers,
    SortedMap<Granularity, StartSpan> spans,
    @Nullable Instant checkedAt,
    @Nullable String lastFailure) {
  /** Copies the list and the map. */
  public StoreStatus {
    writers = List.copyOf(writers);
    spans = Collections.unmodifiableSortedMap(new TreeMap<>(spans));
  }

  /** Of a store that nobody has looked at. */
  static StoreStatus unknown(OptionalLong mostBytes) {
    OptionalLong nobodyKnows = OptionalLong.empty();
    return new StoreStatus(
        nobodyKnows,
        mostBytes,
        nobodyKnows,
        nobodyKnows,
        null,
        List.of(),
        new TreeMap<>(),
        null,
        null);
  }

  /** The same after a look that failed. */
  StoreStatus failed(String why) {
    return new StoreStatus(
        sizeBytes,
        mostBytes,
        growthBytesPerDay,
        forecastBytes,
        fullAt,
        writers,
        spans,
        checkedAt,
        why);
  }
}
