package io.tallystick.store.jdbc;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.ZoneId;

/**
 * What a store is told beside where its database is.
 *
 * <pre>{@code
 * new JdbcSettings(ZoneOffset.UTC, Clock.systemUTC(), "tallystick-sqlite");
 * }</pre>
 *
 * @param zone in which days begin; counts when the store is made, and never again
 * @param clock the store's time
 * @param threadName of the thread that writes
 */
public record JdbcSettings(ZoneId zone, Clock clock, String threadName) {
  /** Checks that nothing is missing. */
  public JdbcSettings {
    requireNonNull(zone, "zone");
    requireNonNull(clock, "clock");
    requireNonNull(threadName, "threadName");
  }
}
