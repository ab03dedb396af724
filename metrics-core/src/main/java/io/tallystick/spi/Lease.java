package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * The right to do something that only one may do at a time, for a while.
 *
 * <p>The token grows each time that the lease goes from one holder to another. Whoever was paused
 * past the end of a lease and wakes up is told from its successor by it: a store refuses what comes
 * with a smaller token than it has seen.
 *
 * <pre>{@code
 * Optional<Lease> lease = control.acquire("janitor", writer, Duration.ofMinutes(1));
 * lease.ifPresent(held -> store.fold(held, fold));
 * }</pre>
 *
 * @param name what it is for, not blank
 * @param holder who has it
 * @param token grows from holder to holder, at least 1
 * @param until when it ends unless it is renewed, in the store's time
 */
public record Lease(String name, WriterId holder, long token, Instant until) {
  /** Checks the name and the token. */
  public Lease {
    SeriesKey.requireText("name of a lease", name);
    requireNonNull(holder, "holder");
    Numbers.requireAtLeast(1, "token of a lease", token);
    Times.requireWholeMillis("end of a lease", requireNonNull(until, "until"));
  }
}
