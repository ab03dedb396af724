package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneId;

/**
 * Which store this is: made once, when the store is, and never changed.
 *
 * <pre>{@code
 * Instant today = Granularity.DAY.bucketStart(now, store.identity().zone());
 * }</pre>
 *
 * @param id tells it from every other store, not blank
 * @param zone in which its days begin
 * @param created when it was made
 */
public record StoreIdentity(String id, ZoneId zone, Instant created) {
  /** Checks the id. */
  public StoreIdentity {
    SeriesKey.requireText("store id", id);
    requireNonNull(zone, "zone");
    requireNonNull(created, "created");
  }
}
