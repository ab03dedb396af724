/**
 * Tells whether a series has just left the way it goes: a jump against its own last hours and
 * against the same time of former days.
 *
 * <p>Door: {@link io.tallystick.core.spike.SpikeDetector}, one for each series, told by {@link
 * io.tallystick.core.spike.SpikeSettings}; it answers with a {@link
 * io.tallystick.core.spike.Verdict}.
 *
 * <p>May import: the JDK only.
 */
@NullMarked
package io.tallystick.core.spike;

import org.jspecify.annotations.NullMarked;
