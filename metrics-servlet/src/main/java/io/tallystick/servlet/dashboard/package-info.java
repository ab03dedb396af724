/**
 * The web console, served from resources.
 *
 * <p>May import: io.tallystick, http.
 */
@NullMarked
package io.tallystick.servlet.dashboard;

import org.jspecify.annotations.NullMarked;
