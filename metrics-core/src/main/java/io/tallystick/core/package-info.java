/**
 * Puts the rooms together: the runtime, its builder and options, start and close.
 *
 * <p>May import: every room of core, io.tallystick, io.tallystick.guard, io.tallystick.spi,
 * javax.crypto, slf4j.
 */
@NullMarked
package io.tallystick.core;

import org.jspecify.annotations.NullMarked;
