/**
 * History in a database that instances share.
 *
 * <p>May import: io.tallystick, io.tallystick.spi, HikariCP, javax.sql, slf4j.
 */
@NullMarked
package io.tallystick.store.jdbc;

import org.jspecify.annotations.NullMarked;
