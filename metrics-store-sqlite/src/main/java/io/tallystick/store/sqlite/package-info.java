/**
 * History in an embedded SQLite file.
 *
 * <p>Door: {@link io.tallystick.store.sqlite.SqliteStore}.
 *
 * <p>May import: io.tallystick, io.tallystick.spi, io.tallystick.store.jdbc, sqlite-jdbc, slf4j.
 */
@NullMarked
package io.tallystick.store.sqlite;

import org.jspecify.annotations.NullMarked;
