/** Real database servers for tests, and the faults of a network before them. */
@NullMarked
package io.tallystick.store.jdbc.servers;

import org.jspecify.annotations.NullMarked;
