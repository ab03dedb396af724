/**
 * Folds fine history into coarse and lets go of what is old.
 *
 * <p>Door: {@link io.tallystick.core.rollup.Janitor}.
 *
 * <p>May import: io.tallystick, io.tallystick.spi, merge, sketch, slf4j.
 */
@NullMarked
package io.tallystick.core.rollup;

import org.jspecify.annotations.NullMarked;
