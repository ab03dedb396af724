/**
 * Programs that measure; nothing in the library depends on them.
 *
 * <p>May import: anything.
 */
@NullMarked
package io.tallystick.benchmarks;

import org.jspecify.annotations.NullMarked;
