package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * How far a purge came.
 *
 * <pre>{@code
 * while (!store.purge(lease, Granularity.MINUTE, before, 5_000).isDone()) {
 *   letOthersWrite();
 * }
 * }</pre>
 *
 * @param removed how many buckets went
 * @param isDone whether none is left below the horizon
 * @param horizon where what is kept starts now: never after the time that was asked for, and not
 *     after a window that is marked and so has to be folded first
 */
public record PurgeOutcome(int removed, boolean isDone, Instant horizon) {
  /** Checks the number. */
  public PurgeOutcome {
    Numbers.requireAtLeast(0, "number of removed buckets", removed);
    requireNonNull(horizon, "horizon");
  }
}
