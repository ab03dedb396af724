/**
 * The texts that Prometheus and OpenMetrics readers take.
 *
 * <p>May import: io.tallystick, io.tallystick.spi, http, io.tallystick.core.aggregate,
 * io.tallystick.core.exposition, io.tallystick.core.record, io.tallystick.core.sketch.
 */
@NullMarked
package io.tallystick.servlet.prometheus;

import org.jspecify.annotations.NullMarked;
