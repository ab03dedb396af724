/**
 * Times the statements of a data source, and changes nothing else of it.
 *
 * <p>Door: {@code TimedDataSource}.
 *
 * <p>May import: io.tallystick, javax.sql.
 */
@NullMarked
package io.tallystick.instrument.sql;

import org.jspecify.annotations.NullMarked;
