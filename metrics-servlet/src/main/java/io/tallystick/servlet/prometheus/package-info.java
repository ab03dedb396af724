/**
 * The texts that Prometheus and OpenMetrics readers take.
 *
 * <p>May import: io.tallystick, http, io.tallystick.core.aggregate, io.tallystick.core.catalog.
 */
@NullMarked
package io.tallystick.servlet.prometheus;

import org.jspecify.annotations.NullMarked;
