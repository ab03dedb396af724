/**
 * Programs that end a recording process in every way a process can end, and compare what the store
 * holds then with what was recorded and with what was confirmed.
 *
 * <p>Its door: {@code Crash}.
 *
 * <p>May import: anything.
 */
@NullMarked
package io.tallystick.benchmarks.crash;

import org.jspecify.annotations.NullMarked;
