/**
 * Folds fine history into coarse and lets go of what is old.
 *
 * <p>May import: io.tallystick, io.tallystick.spi, merge, sketch, slf4j.
 */
@NullMarked
package io.tallystick.core.rollup;

import org.jspecify.annotations.NullMarked;
