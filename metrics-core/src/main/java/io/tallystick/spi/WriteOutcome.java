package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * What became of a batch that a store took.
 *
 * <pre>{@code
 * WriteOutcome outcome = store.write(batch);
 * outcome.refused().forEach((key, refusal) -> count(refusal));
 * }</pre>
 *
 * @param storeId which store took it: another one than before means that the store was lost or
 *     replaced, and that what it confirmed so far is not there
 * @param refused the buckets that were not kept and never will be, and why; mostly none
 */
public record WriteOutcome(String storeId, Map<BucketKey, Refusal> refused) {
  /** Copies the map. */
  public WriteOutcome {
    SeriesKey.requireText("store id", storeId);
    refused = Map.copyOf(requireNonNull(refused, "refused"));
  }

  /** The outcome of a batch of which every bucket was kept. */
  public static WriteOutcome allKept(String storeId) {
    return new WriteOutcome(storeId, Map.of());
  }
}
