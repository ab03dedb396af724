package io.tallystick.core.record;

import io.tallystick.Tags;
import io.tallystick.guard.CardinalityLimit;
import io.tallystick.guard.GuardLimits;
import io.tallystick.guard.TenantLimits;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * What recording is made with.
 *
 * @param guard what names and tags may be
 * @param cardinality how many series and names there may be
 * @param tenant what one tenant may record
 * @param cellBytes the memory for cells, lanes and series
 * @param histogramBytes the memory for histograms
 * @param processors how many threads run at once
 * @param isStrict whether recording mistakes throw
 * @param elapsedNanos the elapsed time
 * @param constantTags what every series is stored with, beside its own tags
 * @param tenantKey makes the keyed hash of a tenant's id
 * @param points which samples are kept one by one
 */
public record RecordingSettings(
    GuardLimits guard,
    CardinalityLimit cardinality,
    TenantLimits tenant,
    long cellBytes,
    long histogramBytes,
    int processors,
    boolean isStrict,
    LongSupplier elapsedNanos,
    Tags constantTags,
    UnaryOperator<String> tenantKey,
    PointSettings points) {
  /** These settings with some samples kept one by one. */
  public RecordingSettings keeping(PointSettings some) {
    return new RecordingSettings(
        guard,
        cardinality,
        tenant,
        cellBytes,
        histogramBytes,
        processors,
        isStrict,
        elapsedNanos,
        constantTags,
        tenantKey,
        some);
  }
}
