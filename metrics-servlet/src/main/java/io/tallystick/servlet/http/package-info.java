/**
 * Exchange, routes and who may ask, without a servlet type.
 *
 * <p>May import: io.tallystick, slf4j.
 */
@NullMarked
package io.tallystick.servlet.http;

import org.jspecify.annotations.NullMarked;
