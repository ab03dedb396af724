/**
 * What an application, a library or a script host records through.
 *
 * <p>Door: {@link io.tallystick.Metrics}. Without a runtime on the class path every call does
 * nothing, so an instrumented library depends on this package alone.
 *
 * <p>May import: {@code io.tallystick.guard}.
 */
@NullMarked
package io.tallystick;

import org.jspecify.annotations.NullMarked;
