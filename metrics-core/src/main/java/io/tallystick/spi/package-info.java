/**
 * What a store of history must do, and the immutable records that travel to it.
 *
 * <p>Door: {@link io.tallystick.spi.StorageBackend}. Everything is said in the words of metrics:
 * series, buckets, half-open ranges, writers. How a backend numbers, indexes or lays out what it
 * keeps never leaves it.
 *
 * <p>May import: io.tallystick.
 */
@NullMarked
package io.tallystick.spi;

import org.jspecify.annotations.NullMarked;
