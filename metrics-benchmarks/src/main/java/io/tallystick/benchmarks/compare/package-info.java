/**
 * Compares what was measured with floors, peers and goals, in one table; knows no benchmark.
 *
 * <p>Its doors: {@code Comparison}, which is handed {@code Question}s.
 *
 * <p>May import: jmh.
 */
@NullMarked
package io.tallystick.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
