package io.tallystick.core.query;

import io.tallystick.MetricDescriptor;
import io.tallystick.Metrics;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a reader is told of the runtime that it belongs to.
 *
 * @param limits how much a question may take
 * @param threads how many questions are answered at once
 * @param now gives the time of the wall
 * @param nanos gives the time that runs on, by which answers grow old
 * @param descriptors finds what is known of a metric's name or another name of it
 * @param tenantKey turns a tenant's id into what its series carry
 * @param metrics where questions are counted
 */
public record ReaderSettings(
    Limits limits,
    int threads,
    Supplier<Instant> now,
    LongSupplier nanos,
    Function<String, Optional<MetricDescriptor>> descriptors,
    Function<String, String> tenantKey,
    Metrics metrics) {
  /** The same with so many questions at once. */
  public ReaderSettings withThreads(int count) {
    return new ReaderSettings(limits, count, now, nanos, descriptors, tenantKey, metrics);
  }
}
