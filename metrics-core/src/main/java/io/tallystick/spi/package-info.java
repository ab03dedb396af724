/**
 * What a store of history must do, and the immutable records that travel to it.
 *
 * <p>May import: io.tallystick.
 */
@NullMarked
package io.tallystick.spi;

import org.jspecify.annotations.NullMarked;
