/** What goes wrong between a process that records and the database that it shares with others. */
@NullMarked
package io.tallystick.store.jdbc.faults;

import org.jspecify.annotations.NullMarked;
