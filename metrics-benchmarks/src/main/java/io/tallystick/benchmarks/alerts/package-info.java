/**
 * How fast alert rules are evaluated and tried on the past, and what they would have fired for.
 *
 * <p>May import: anything.
 */
@NullMarked
package io.tallystick.benchmarks.alerts;

import org.jspecify.annotations.NullMarked;
