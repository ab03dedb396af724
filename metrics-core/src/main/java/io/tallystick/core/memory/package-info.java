/**
 * Keeps history in the heap, for tests and demonstrations.
 *
 * <p>Door: {@link io.tallystick.core.memory.InMemoryBackend}.
 *
 * <p>May import: io.tallystick, io.tallystick.spi.
 */
@NullMarked
package io.tallystick.core.memory;

import org.jspecify.annotations.NullMarked;
