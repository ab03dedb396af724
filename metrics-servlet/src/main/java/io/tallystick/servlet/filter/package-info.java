/**
 * Measures the requests that a servlet container answers. Its door is {@link
 * io.tallystick.servlet.filter.MetricsFilter}.
 *
 * <p>May import: io.tallystick, io.tallystick.core, io.tallystick.core.ratelimit, jakarta.servlet,
 * jakarta.ws.rs, slf4j.
 */
@NullMarked
package io.tallystick.servlet.filter;

import org.jspecify.annotations.NullMarked;
