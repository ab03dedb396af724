/**
 * Measures what collectors cost a process that does nothing else.
 *
 * <p>Door: {@link io.tallystick.benchmarks.collect.Collect}.
 *
 * <p>May import: anything.
 */
@NullMarked
package io.tallystick.benchmarks.collect;

import org.jspecify.annotations.NullMarked;
