/**
 * How much of its limit a key has used.
 *
 * <p>May import: io.tallystick, io.tallystick.spi, query, slf4j.
 */
@NullMarked
package io.tallystick.core.ratelimit;

import org.jspecify.annotations.NullMarked;
