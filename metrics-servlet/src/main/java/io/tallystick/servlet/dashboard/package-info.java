/**
 * The web console, served from resources.
 *
 * <p>Doors: {@link io.tallystick.servlet.dashboard.Console}, and {@link
 * io.tallystick.servlet.dashboard.ConsolePage} for pages of an application.
 *
 * <p>May import: io.tallystick, http, Jackson.
 */
@NullMarked
package io.tallystick.servlet.dashboard;

import org.jspecify.annotations.NullMarked;
