/**
 * The JSON API; the sole user of Jackson in servlet.
 *
 * <p>May import: io.tallystick, io.tallystick.spi, http, every room of core, io.tallystick.core,
 * Jackson, slf4j.
 */
@NullMarked
package io.tallystick.servlet.json;

import org.jspecify.annotations.NullMarked;
