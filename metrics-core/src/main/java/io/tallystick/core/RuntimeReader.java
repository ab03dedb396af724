package io.tallystick.core;

import io.tallystick.Metrics;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.catalog.Catalogue;
import io.tallystick.core.query.LiveHistory;
import io.tallystick.core.query.MetricsReader;
import io.tallystick.core.query.ReaderSettings;
import io.tallystick.core.record.Recording;
import io.tallystick.spi.StorageBackend;
import java.time.Instant;
import java.util.function.Supplier;

/** Makes the reader of a runtime. */
final class RuntimeReader {
  /** So that one question that takes long keeps no other from its answer. */
  private static final int THREADS = 3;

  private RuntimeReader() {}

  /** Of one that records: it knows what is not stored yet. */
  static MetricsReader recording(
      RuntimeOptions options,
      StorageBackend storage,
      Recording recording,
      LiveHistory unstored,
      TenantKeys tenantKeys,
      Supplier<Moment> clock) {
    return new MetricsReader(
        storage.buckets(),
        unstored,
        new ReaderSettings(
            options.queries(),
            THREADS,
            () -> Instant.ofEpochMilli(clock.get().wallMillis()),
            () -> clock.get().elapsedNanos(),
            recording::descriptor,
            tenantKeys::of,
            recording.metrics()));
  }

  /** Of one that is switched off. */
  static MetricsReader switchedOff(
      RuntimeOptions options, StorageBackend storage, Supplier<Moment> clock) {
    return new MetricsReader(
        storage.buckets(),
        LiveHistory.NONE,
        new ReaderSettings(
            options.queries(),
            THREADS,
            () -> Instant.ofEpochMilli(clock.get().wallMillis()),
            () -> clock.get().elapsedNanos(),
            Catalogue.builtIn()::find,
            TenantKeys.random()::of,
            Metrics.noop()));
  }
}
