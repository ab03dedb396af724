/**
 * A program that shows what keeping history costs, beside the same rows through bare JDBC.
 *
 * <p>Its door: {@code Storage}.
 *
 * <p>May import: anything.
 */
@NullMarked
package io.tallystick.benchmarks.storage;

import org.jspecify.annotations.NullMarked;
