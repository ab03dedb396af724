package io.tallystick.core;

import io.tallystick.MetricDescriptor;
import io.tallystick.Metrics;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.catalog.Catalogue;
import io.tallystick.core.query.DerivedHistory;
import io.tallystick.core.query.LiveHistory;
import io.tallystick.core.query.MetricsReader;
import io.tallystick.core.query.ReaderSettings;
import io.tallystick.spi.StorageBackend;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the reader of a runtime. */
final class RuntimeReader {
  /** So that one question that takes long keeps no other from its answer. */
  private static final int THREADS = 3;

  private RuntimeReader() {}

  /** Of one that records: it knows what is not stored yet, and what is derived. */
  static MetricsReader recording(
      RuntimeOptions options, StorageBackend storage, Pipeline pipeline, DerivedHistory derived) {
    return new MetricsReader(
        storage.buckets(), pipeline.unstored(), derived, settings(options, pipeline));
  }

  /** For the questions of alert rules alone, so that no other questions hold them up. */
  static MetricsReader ofAlerts(
      RuntimeOptions options,
      StorageBackend storage,
      @Nullable Pipeline pipeline,
      DerivedHistory derived,
      Supplier<Moment> clock) {
    ReaderSettings settings =
        pipeline == null ? settings(options, storage, clock) : settings(options, pipeline);
    LiveHistory live = pipeline == null ? LiveHistory.NONE : pipeline.unstored();
    return new MetricsReader(storage.buckets(), live, derived, settings.withThreads(1));
  }

  /** Of one that is switched off. */
  static MetricsReader switchedOff(
      RuntimeOptions options, StorageBackend storage, Supplier<Moment> clock) {
    return new MetricsReader(
        storage.buckets(), LiveHistory.NONE, settings(options, storage, clock));
  }

  private static ReaderSettings settings(RuntimeOptions options, Pipeline pipeline) {
    return settings(
        options,
        pipeline.clock(),
        pipeline.recording()::descriptor,
        pipeline.tenantKeys()::hash,
        pipeline.metrics());
  }

  private static ReaderSettings settings(
      RuntimeOptions options, StorageBackend storage, Supplier<Moment> clock) {
    return settings(
        options,
        clock,
        Catalogue.builtIn()::find,
        tenant -> TenantKeys.kept(options.tenantKey(), storage).hash(tenant),
        Metrics.noop());
  }

  private static ReaderSettings settings(
      RuntimeOptions options,
      Supplier<Moment> clock,
      Function<String, Optional<MetricDescriptor>> descriptors,
      Function<String, String> tenantKey,
      Metrics metrics) {
    return new ReaderSettings(
        options.queries(),
        THREADS,
        () -> Instant.ofEpochMilli(clock.get().wallMillis()),
        () -> clock.get().elapsedNanos(),
        descriptors,
        tenantKey,
        metrics);
  }
}
