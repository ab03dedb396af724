/**
 * A small shop that shows what Tallystick does: start reading at {@code Shop}, where all of it is
 * put together.
 *
 * <p>May import: anything public.
 */
@NullMarked
package io.tallystick.examples.quickstart;

import org.jspecify.annotations.NullMarked;
