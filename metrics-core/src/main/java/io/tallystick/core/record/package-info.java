/**
 * The hot path: where samples land. Its door is {@link io.tallystick.core.record.Recording}.
 *
 * <p>May import: io.tallystick, io.tallystick.guard, sketch, slf4j.
 */
@NullMarked
package io.tallystick.core.record;

import org.jspecify.annotations.NullMarked;
