package io.tallystick.core.memory;

import io.tallystick.spi.Lease;
import io.tallystick.spi.LeaseLostException;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.WriterId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who holds which lease. What is done under a lease is done while this object's monitor is held, so
 * that nobody takes the lease meanwhile.
 */
final class Leases {
  /** A lease is remembered for ever, for its token must not start again. */
  private static final int MOST_NAMES = 1_000;

  private final Clock clock;
  private final Map<String, Lease> byName = new HashMap<>();

  Leases(Clock clock) {
    this.clock = clock;
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  synchronized Optional<Lease> acquire(String name, WriterId holder, Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(
          "A lease is asked for %s: ask for more than nothing.".formatted(time));
    }
    Instant now = now();
    Lease there = byName.get(name);
    if (there != null && !there.holder().equals(holder) && now.isBefore(there.until())) {
      return Optional.empty();
    }
    Instant until = now.plus(time).truncatedTo(ChronoUnit.MILLIS);
    Lease taken = new Lease(name, holder, nextToken(there, holder), until);
    remember(taken);
    return Optional.of(taken);
  }

  private static long nextToken(@Nullable Lease there, WriterId holder) {
    if (there == null) {
      return 1;
    }
    return there.holder().equals(holder) ? there.token() : there.token() + 1;
  }

  synchronized void release(Lease lease) {
    Lease there = byName.get(lease.name());
    if (there != null && there.token() == lease.token()) {
      remember(new Lease(there.name(), there.holder(), there.token(), Instant.EPOCH));
    }
  }

  /** Does something that only the holder may do. */
  synchronized <T> T under(Lease lease, Supplier<T> action) {
    Lease there = byName.get(lease.name());
    if (there != null && there.token() > lease.token()) {
      throw new LeaseLostException(lease);
    }
    if (there == null || there.token() < lease.token()) {
      remember(lease); // another store gave it
    }
    return action.get();
  }

  private void remember(Lease lease) {
    if (byName.size() >= MOST_NAMES && !byName.containsKey(lease.name())) {
      throw StorageException.permanent(
          "The in-memory backend knows %d leases and has no room for %s: use fewer names."
              .formatted(byName.size(), lease.name()),
          null);
    }
    byName.put(lease.name(), lease);
  }
}
