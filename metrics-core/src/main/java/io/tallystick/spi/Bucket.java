package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * The state of one series in one window of time, as it was when it was flushed.
 *
 * <p>The state is absolute: it holds everything that happened within the window so far, so a later
 * version replaces an earlier one and the same one can be written twice without harm.
 *
 * <pre>{@code
 * Bucket bucket =
 *     new Bucket(Instant.parse("2026-03-01T10:07:00Z"), 1, CounterState.ofWhole(42));
 * }</pre>
 *
 * @param start where the window starts, in whole milliseconds
 * @param version how often this bucket was flushed, counted from 1; not a clock
 * @param state what is known of the series
 */
public record Bucket(Instant start, long version, BucketState state) {
  /** Checks the start and the version. */
  public Bucket {
    Times.requireWholeMillis("start of a bucket", requireNonNull(start, "start"));
    Numbers.requireAtLeast(1, "version of a bucket", version);
    requireNonNull(state, "state");
  }
}
