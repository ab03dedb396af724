/**
 * Asks the JVM, the process, pools and caches how they are.
 *
 * <p>May import: io.tallystick, catalog, slf4j.
 */
@NullMarked
package io.tallystick.core.collect;

import org.jspecify.annotations.NullMarked;
