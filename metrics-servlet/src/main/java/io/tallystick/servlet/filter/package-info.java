/**
 * Measures the requests that a servlet container answers. Its door is {@link
 * io.tallystick.servlet.filter.MetricsFilter}.
 *
 * <p>May import: io.tallystick, jakarta.servlet, slf4j.
 */
@NullMarked
package io.tallystick.servlet.filter;

import org.jspecify.annotations.NullMarked;
