package io.tallystick.spi;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Buckets that a store takes all together or not at all.
 *
 * <pre>{@code
 * store.write(new Batch(List.of(first, second)));
 * }</pre>
 *
 * @param buckets the buckets, at most {@value #MAX_BUCKETS}, no two with the same key; perhaps none
 */
public record Batch(List<OwnedBucket> buckets) {
  /** The most buckets in one batch, so that no transaction holds a store for long. */
  public static final int MAX_BUCKETS = 5_000;

  /** Copies the list and checks its size and its keys. */
  public Batch {
    buckets = List.copyOf(buckets);
    if (buckets.size() > MAX_BUCKETS) {
      throw new IllegalArgumentException(
          "A batch has %d buckets: write at most %d at once."
              .formatted(buckets.size(), MAX_BUCKETS));
    }
    requireDistinctKeys(buckets);
  }

  /** A batch of these buckets. */
  public static Batch of(OwnedBucket... buckets) {
    return new Batch(List.of(buckets));
  }

  private static void requireDistinctKeys(List<OwnedBucket> buckets) {
    Set<BucketKey> seen = new HashSet<>(2 * buckets.size());
    for (OwnedBucket owned : buckets) {
      if (!seen.add(owned.key())) {
        throw new IllegalArgumentException(
            "A batch has two buckets of %s that start at %s: give the newer version alone."
                .formatted(owned.series().name(), owned.bucket().start()));
      }
    }
  }
}
