/**
 * Programs that scrape metrics over a socket, ours and those of the Prometheus client.
 *
 * <p>Its door: {@code Scrape}.
 *
 * <p>May import: anything.
 */
@NullMarked
package io.tallystick.benchmarks.scrape;

import org.jspecify.annotations.NullMarked;
