/**
 * Metrics that are derived from the application's own tables by SQL: polled gauges, counters that
 * count each row once, time series and tables that are asked for when somebody looks.
 *
 * <p>Doors: {@link io.tallystick.core.derived.DerivedMetric} and {@link
 * io.tallystick.core.derived.DerivedTable} say what there is, {@link
 * io.tallystick.core.derived.DerivedMetrics} answers.
 *
 * <p>May import: io.tallystick, io.tallystick.guard, io.tallystick.spi, aggregate, polling,
 * javax.sql, slf4j.
 */
@NullMarked
package io.tallystick.core.derived;

import org.jspecify.annotations.NullMarked;
