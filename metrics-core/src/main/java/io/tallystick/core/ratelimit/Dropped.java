package io.tallystick.core.ratelimit;

import io.tallystick.Metrics;

/** Counts what was not counted or not told, by the reason; for any thread. */
final class Dropped {
  private static final String NAME = "tallystick.dropped.count";
  private static final String REASON = "reason";

  private final Metrics metrics;

  Dropped(Metrics metrics) {
    this.metrics = metrics;
  }

  /** Requests of no key that may be, or with no limit that may be. */
  void invalid() {
    metrics.count(NAME, 1, REASON, "rate_limit_invalid");
  }

  /** Requests of keys past the number that is watched. */
  void surplusKey() {
    metrics.count(NAME, 1, REASON, "rate_limit_keys");
  }

  /** Warnings past the number that waits. */
  void warning() {
    metrics.count(NAME, 1, REASON, "rate_limit_warnings");
  }

  /** Requests that waited for the store for too long. */
  void unstored(long requests) {
    if (requests > 0) {
      metrics.count(NAME, requests, REASON, "rate_limit_unstored");
    }
  }

  /** Requests, or windows, that the store did not take. */
  void refused(long number) {
    if (number > 0) {
      metrics.count(NAME, number, REASON, "rate_limit_refused");
    }
  }
}
