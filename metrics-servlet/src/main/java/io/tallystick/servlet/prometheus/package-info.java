/**
 * The texts that Prometheus and OpenMetrics readers take.
 *
 * <p>May import: io.tallystick, http, the aggregate and catalog rooms of core.
 */
@NullMarked
package io.tallystick.servlet.prometheus;

import org.jspecify.annotations.NullMarked;
