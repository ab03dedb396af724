/**
 * The JSON API; the sole user of Jackson in servlet.
 *
 * <p>May import: io.tallystick, http, io.tallystick.core.alert, io.tallystick.core.catalog,
 * io.tallystick.core.json, io.tallystick.core.query, io.tallystick.core.ratelimit, Jackson, slf4j.
 */
@NullMarked
package io.tallystick.servlet.json;

import org.jspecify.annotations.NullMarked;
