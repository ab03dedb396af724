package io.tallystick.core.memory;

import io.tallystick.spi.Lease;
import io.tallystick.spi.LeaseLostException;
import io.tallystick.spi.WriterId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who holds which lease. What is done under a lease is done while this object's monitor is held, so
 * that nobody takes the lease meanwhile.
 */
final class Leases {
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
    boolean isOwn = there != null && there.holder().equals(holder);
    if (there != null && !isOwn && now.isBefore(there.until())) {
      return Optional.empty();
    }
    long token = there == null ? 1 : isOwn ? there.token() : there.token() + 1;
    Lease taken = new Lease(name, holder, token, now.plus(time).truncatedTo(ChronoUnit.MILLIS));
    byName.put(name, taken);
    return Optional.of(taken);
  }

  synchronized void release(Lease lease) {
    Lease there = byName.get(lease.name());
    if (there != null && there.token() == lease.token()) {
      byName.put(
          lease.name(), new Lease(lease.name(), there.holder(), there.token(), Instant.EPOCH));
    }
  }

  /** Does something that only the holder may do. */
  synchronized <T> T under(Lease lease, Supplier<T> action) {
    Lease there = byName.get(lease.name());
    if (there != null && there.token() > lease.token()) {
      throw new LeaseLostException(lease);
    }
    if (there == null || there.token() < lease.token()) {
      byName.put(lease.name(), lease); // given by another store
    }
    return action.get();
  }
}
