/**
 * The JSON API; the sole user of Jackson in servlet.
 *
 * <p>May import: io.tallystick, http, the alert, catalog, json, query and ratelimit rooms of core,
 * Jackson, slf4j.
 */
@NullMarked
package io.tallystick.servlet.json;

import org.jspecify.annotations.NullMarked;
