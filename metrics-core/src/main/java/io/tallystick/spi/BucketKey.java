package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What tells one bucket of a store from all others.
 *
 * <pre>{@code
 * Map<BucketKey, Bucket> newest = new HashMap<>();
 * newest.put(owned.key(), owned.bucket());
 * }</pre>
 *
 * @param granularity how wide the bucket is
 * @param start where it starts
 * @param series the series that it is a part of
 * @param writer who writes it
 */
public record BucketKey(Granularity granularity, Instant start, SeriesKey series, WriterId writer) {
  /** Checks that every part is there. */
  public BucketKey {
    requireNonNull(granularity, "granularity");
    requireNonNull(start, "start");
    requireNonNull(series, "series");
    requireNonNull(writer, "writer");
  }
}
