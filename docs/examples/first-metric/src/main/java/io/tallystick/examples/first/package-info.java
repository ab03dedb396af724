/**
 * A program that records through the API and prints what it sees.
 *
 * <p>May import: anything public.
 */
@NullMarked
package io.tallystick.examples.first;

import org.jspecify.annotations.NullMarked;
