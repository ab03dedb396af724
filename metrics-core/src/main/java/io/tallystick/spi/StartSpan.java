package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * From where to where there are buckets.
 *
 * <pre>{@code
 * store.span(Granularity.MINUTE).map(StartSpan::newest);
 * }</pre>
 *
 * @param oldest where the oldest bucket starts
 * @param newest where the newest bucket starts
 */
public record StartSpan(Instant oldest, Instant newest) {
  /** Checks the order. */
  public StartSpan {
    requireNonNull(oldest, "oldest");
    requireNonNull(newest, "newest");
    if (newest.isBefore(oldest)) {
      throw new IllegalArgumentException(
          "The newest bucket starts at %s, before the oldest at %s.".formatted(newest, oldest));
    }
  }
}
