/**
 * Sketches of values that give any percentile and merge; the sole user of t-digest.
 *
 * <p>Door: {@link io.tallystick.core.sketch.QuantileSketch}, and {@link
 * io.tallystick.core.sketch.Grid} for those who count what a sketch is made of.
 *
 * <p>May import: io.tallystick, t-digest.
 */
@NullMarked
package io.tallystick.core.sketch;

import org.jspecify.annotations.NullMarked;
