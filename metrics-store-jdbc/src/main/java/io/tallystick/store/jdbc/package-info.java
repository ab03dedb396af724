/**
 * History in a database that instances share.
 *
 * <p>May import: io.tallystick, io.tallystick.spi, io.tallystick.core.json, HikariCP, slf4j.
 */
@NullMarked
package io.tallystick.store.jdbc;

import org.jspecify.annotations.NullMarked;
