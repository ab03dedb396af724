/**
 * The hot path: where samples land.
 *
 * <p>May import: io.tallystick, io.tallystick.guard, slf4j.
 */
@NullMarked
package io.tallystick.core.record;

import org.jspecify.annotations.NullMarked;
