package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

/**
 * A bucket, the series that it is a part of, and the writer that it belongs to.
 *
 * <p>Series, granularity, writer and start together are its {@link #key() key}: a store keeps one
 * bucket under each.
 *
 * <pre>{@code
 * OwnedBucket owned = new OwnedBucket(orders, Granularity.MINUTE, writer, bucket);
 * store.write(Batch.of(owned));
 * }</pre>
 *
 * @param series the series
 * @param granularity how wide the bucket is
 * @param writer who writes it
 * @param bucket its start, version and state
 */
public record OwnedBucket(
    SeriesKey series, Granularity granularity, WriterId writer, Bucket bucket) {
  /**
   * Checks that the state is of the series' kind and that the start is one of the granularity's.
   */
  public OwnedBucket {
    requireNonNull(series, "series");
    requireNonNull(granularity, "granularity");
    requireNonNull(writer, "writer");
    checkKind(series, requireNonNull(bucket, "bucket"));
    checkStart(granularity, bucket);
  }

  /** What no two buckets of a store share. */
  public BucketKey key() {
    return new BucketKey(granularity, bucket.start(), series, writer);
  }

  private static void checkKind(SeriesKey series, Bucket bucket) {
    if (series.kind() != bucket.state().kind()) {
      throw new IllegalArgumentException(
          "The series %s is a %s and its bucket holds the state of a %s: they must agree."
              .formatted(series.name(), series.kind(), bucket.state().kind()));
    }
  }

  private static void checkStart(Granularity granularity, Bucket bucket) {
    if (granularity.isAlignedToUtc()
        && !granularity.bucketStart(bucket.start()).equals(bucket.start())) {
      throw new IllegalArgumentException(
          "A bucket of %s starts at %s: the nearest start before it is %s."
              .formatted(
                  granularity.id(), bucket.start(), granularity.bucketStart(bucket.start())));
    }
  }
}
