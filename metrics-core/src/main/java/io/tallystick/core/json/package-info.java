/**
 * Tags, rules and exports as JSON; the sole user of Jackson in core.
 *
 * <p>Door: {@link io.tallystick.core.json.JsonObjects}, which writes a stream of objects.
 *
 * <p>May import: io.tallystick, io.tallystick.spi, Jackson.
 */
@NullMarked
package io.tallystick.core.json;

import org.jspecify.annotations.NullMarked;
