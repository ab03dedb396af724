/**
 * Knows every built-in metric: its name, kind, unit, tags and what it tells, read from one file.
 *
 * <p>Door: {@link io.tallystick.core.catalog.Catalogue}.
 *
 * <p>May import: io.tallystick. The file is a plain table, so that no library is loaded to read it.
 */
@NullMarked
package io.tallystick.core.catalog;

import org.jspecify.annotations.NullMarked;
