/**
 * Programs that show what keeping history costs, beside the same rows through bare JDBC, and what
 * asking it costs.
 *
 * <p>Its doors: {@code Storage} and {@code Query}.
 *
 * <p>May import: anything.
 */
@NullMarked
package io.tallystick.benchmarks.storage;

import org.jspecify.annotations.NullMarked;
