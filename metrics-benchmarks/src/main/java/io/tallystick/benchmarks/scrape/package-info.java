/**
 * Programs that scrape metrics over a socket, ours and those of the Prometheus client.
 *
 * <p>Its door: {@code Scrape}.
 *
 * <p>May import: io.tallystick, io.tallystick.core, io.tallystick.servlet,
 * io.tallystick.servlet.http.
 */
@NullMarked
package io.tallystick.benchmarks.scrape;

import org.jspecify.annotations.NullMarked;
