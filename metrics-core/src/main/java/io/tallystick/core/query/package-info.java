/**
 * Answers questions from stored history and the live minute.
 *
 * <p>May import: io.tallystick, io.tallystick.spi, aggregate, catalog, merge, sketch, Caffeine,
 * slf4j.
 */
@NullMarked
package io.tallystick.core.query;

import org.jspecify.annotations.NullMarked;
