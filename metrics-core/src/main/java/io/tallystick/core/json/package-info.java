/**
 * Tags, rules and exports as JSON; the sole user of Jackson in core.
 *
 * <p>Doors: {@link io.tallystick.core.json.JsonObjects}, which writes a stream of objects, and
 * {@link io.tallystick.core.json.JsonText}, which makes text of one.
 *
 * <p>May import: io.tallystick, io.tallystick.spi, Jackson.
 */
@NullMarked
package io.tallystick.core.json;

import org.jspecify.annotations.NullMarked;
