/**
 * Adds up buckets of a series: over the writers of a window, and over windows into a wider one.
 *
 * <p>Door: {@link io.tallystick.core.merge.StateMerge}, and {@link
 * io.tallystick.core.merge.GaugeRules}, which says how a gauge is combined. Who coarsens before
 * storing, who folds what is stored and who answers questions merge by the same rules.
 *
 * <p>May import: io.tallystick, io.tallystick.spi, sketch.
 */
@NullMarked
package io.tallystick.core.merge;

import org.jspecify.annotations.NullMarked;
