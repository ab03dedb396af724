/**
 * Programs that show how much memory recording takes at most, each in JVMs of its own.
 *
 * <p>Its doors: {@code Explosion} and {@code Footprint}.
 *
 * <p>May import: io.tallystick, io.tallystick.guard, io.tallystick.spi, compare,
 * io.tallystick.core, io.tallystick.core.aggregate, io.tallystick.core.memory,
 * io.tallystick.core.record, io.tallystick.core.testing.
 */
@NullMarked
package io.tallystick.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
