package io.tallystick.core.record;

import io.tallystick.Tags;
import io.tallystick.guard.CardinalityLimit;
import io.tallystick.guard.GuardLimits;
import io.tallystick.guard.TenantLimits;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** The settings of a recording, the standard ones but for what a test says. */
final class Wanted {
  final AtomicLong elapsedNanos = new AtomicLong();
  private GuardLimits guard = GuardLimits.standard();
  private CardinalityLimit cardinality = CardinalityLimit.standard();
  private TenantLimits tenant = TenantLimits.standard();
  private long cellBytes = 32 << 20;
  private long histogramBytes = 64 << 20;
  private boolean isStrict;
  private Tags constantTags = Tags.empty();
  private UnaryOperator<String> tenantKey = "key-of-"::concat;

  Wanted guard(GuardLimits limits) {
    guard = limits;
    return this;
  }

  Wanted cardinality(int seriesPerMetric, int seriesInAll, int namesInAll) {
    cardinality = new CardinalityLimit(seriesPerMetric, seriesInAll, namesInAll);
    return this;
  }

  Wanted tenant(int series, int pointsPerMinute) {
    tenant = new TenantLimits(tenant.text(), series, pointsPerMinute);
    return this;
  }

  Wanted tenantKey(UnaryOperator<String> key) {
    tenantKey = key;
    return this;
  }

  Wanted cellBytes(long bytes) {
    cellBytes = bytes;
    return this;
  }

  Wanted histogramBytes(long bytes) {
    histogramBytes = bytes;
    return this;
  }

  Wanted constantTags(Tags tags) {
    constantTags = tags;
    return this;
  }

  Wanted strict() {
    isStrict = true;
    return this;
  }

  RecordingSettings settings() {
    return new RecordingSettings(
        guard,
        cardinality,
        tenant,
        cellBytes,
        histogramBytes,
        2,
        isStrict,
        elapsedNanos::get,
        constantTags,
        tenantKey,
        PointSettings.none());
  }
}
