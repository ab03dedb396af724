/**
 * Writes stored history out as a stream: CSV, JSON, JSON lines, and OpenMetrics with times.
 *
 * <p>Door: {@link io.tallystick.core.export.HistoryExport}, told by {@link
 * io.tallystick.core.export.ExportRequest} and {@link io.tallystick.core.export.ExportFormat}.
 *
 * <p>May import: io.tallystick, io.tallystick.spi, exposition, json, merge, slf4j.
 */
@NullMarked
package io.tallystick.core.export;

import org.jspecify.annotations.NullMarked;
