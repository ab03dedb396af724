/**
 * Sketches of values that give any percentile and merge; the sole user of t-digest.
 *
 * <p>May import: io.tallystick, t-digest.
 */
@NullMarked
package io.tallystick.core.sketch;

import org.jspecify.annotations.NullMarked;
