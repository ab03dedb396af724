/**
 * Rules over the answers of the query room, and whom they tell.
 *
 * <p>May import: io.tallystick, io.tallystick.spi, json, query, slf4j.
 */
@NullMarked
package io.tallystick.core.alert;

import org.jspecify.annotations.NullMarked;
