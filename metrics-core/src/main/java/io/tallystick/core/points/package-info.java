/**
 * Keeps single samples beside the sums: those of chosen metrics, and what the host hands in.
 *
 * <p>Doors: {@link io.tallystick.core.points.Points} for the host, {@link
 * io.tallystick.core.points.PointFlusher} for the runtime.
 *
 * <p>May import: io.tallystick, io.tallystick.guard, io.tallystick.spi, aggregate, record, slf4j.
 */
@NullMarked
package io.tallystick.core.points;

import org.jspecify.annotations.NullMarked;
