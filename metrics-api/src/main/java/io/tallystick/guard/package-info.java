/**
 * Decides what may become a series: names, tags, values, how many series and how many points.
 *
 * <p>Door: {@link io.tallystick.guard.SeriesGuard} for a new series; {@link
 * io.tallystick.guard.CardinalityLimit}, {@link io.tallystick.guard.TenantLimits} and {@link
 * io.tallystick.guard.ValueRule} for counts and values. Every answer is a value that names its
 * {@link io.tallystick.guard.Rule}; nothing here logs, blocks, keeps state or grows.
 *
 * <p>May import: the JDK only.
 */
@NullMarked
package io.tallystick.guard;

import org.jspecify.annotations.NullMarked;
