/**
 * A program that starts a runtime, records and prints what is there.
 *
 * <p>May import: anything public.
 */
@NullMarked
package io.tallystick.examples.first;

import org.jspecify.annotations.NullMarked;
