/**
 * Brings buckets to the store and keeps them while it is away.
 *
 * <p>May import: io.tallystick, io.tallystick.spi, aggregate, merge, record, sketch, slf4j.
 */
@NullMarked
package io.tallystick.core.flush;

import org.jspecify.annotations.NullMarked;
