/**
 * Asks a runtime, in a test, what was recorded. Its door is {@link
 * io.tallystick.core.testing.MetricsAssert}; {@link io.tallystick.core.testing.TestRuntime} makes
 * the runtime.
 *
 * <p>May import: io.tallystick, io.tallystick.core, io.tallystick.spi, aggregate, record, sketch.
 */
@NullMarked
package io.tallystick.core.testing;

import org.jspecify.annotations.NullMarked;
