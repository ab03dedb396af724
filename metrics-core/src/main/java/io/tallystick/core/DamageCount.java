package io.tallystick.core;

import io.tallystick.Metrics;
import io.tallystick.spi.StorageBackend;

/**
 * Counts what the store moved aside because it was damaged: the store has logged it, and who
 * watches the metrics is told here. For the thread that writes.
 */
final class DamageCount {
  private final StorageBackend storage;
  private final Metrics metrics;
  private long known;

  DamageCount(StorageBackend storage, Metrics metrics) {
    this.storage = storage;
    this.metrics = metrics;
  }

  void update() {
    long quarantined = storage.quarantined();
    if (quarantined > known) {
      metrics.count("tallystick.flush.error.count", quarantined - known, "reason", "damaged");
      known = quarantined;
    }
  }
}
