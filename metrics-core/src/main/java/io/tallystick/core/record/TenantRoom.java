package io.tallystick.core.record;

import io.tallystick.guard.Decision;
import io.tallystick.guard.Rule;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many tenants, and how many series of theirs, there is room for: as many as the runtime may
 * have series of its own, and not more than half of the memory for series holds.
 */
final class TenantRoom {
  private static final long BYTES = 1_000;

  private final int most;
  private final AtomicInteger tenants = new AtomicInteger();
  private final AtomicInteger series = new AtomicInteger();

  TenantRoom(RecordingSettings settings) {
    long held = settings.cellBytes() / 2 / BYTES;
    most = (int) Math.max(1, Math.min(settings.cardinality().seriesInAll(), held));
  }

  boolean tryTakeTenant() {
    return tryTake(tenants);
  }

  void giveTenant() {
    tenants.decrementAndGet();
  }

  boolean tryTakeSeries() {
    return tryTake(series);
  }

  /** Takes a place that cannot be done without. */
  void takeSeries() {
    series.incrementAndGet();
  }

  void giveSeries() {
    series.decrementAndGet();
  }

  int tenants() {
    return tenants.get();
  }

  private boolean tryTake(AtomicInteger taken) {
    if (taken.incrementAndGet() <= most) {
      return true;
    }
    taken.decrementAndGet();
    return false;
  }

  Decision isFull(String what) {
    return Decision.refused(
        Rule.SERIES_IN_ALL,
        "There are %d %s and may be no more: record for fewer, or have the limit raised."
            .formatted(most, what));
  }
}
