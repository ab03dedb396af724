/**
 * Asks for something again and again that may hang or fail, so that it holds up nobody else.
 *
 * <p>Doors: {@link io.tallystick.core.polling.Polling} for what is asked in time, {@link
 * io.tallystick.core.polling.OwnThread} and {@link io.tallystick.core.polling.Failures} for who
 * asks by itself.
 *
 * <p>May import: aggregate, slf4j.
 */
@NullMarked
package io.tallystick.core.polling;

import org.jspecify.annotations.NullMarked;
