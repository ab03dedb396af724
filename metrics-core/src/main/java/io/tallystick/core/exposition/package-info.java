/**
 * How metrics and their series are called where Prometheus reads them, live or as history. Its door
 * is {@link io.tallystick.core.exposition.Families}.
 *
 * <p>May import: io.tallystick, io.tallystick.spi, aggregate, record.
 */
@NullMarked
package io.tallystick.core.exposition;

import org.jspecify.annotations.NullMarked;
