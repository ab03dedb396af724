/**
 * Rules over the answers of the query room, and whom they tell.
 *
 * <p>Doors: {@link io.tallystick.core.alert.Alerts}, whose rules are {@link
 * io.tallystick.core.alert.RuleDefinition}s; {@link io.tallystick.core.alert.AlertSettings} for the
 * runtime.
 *
 * <p>May import: io.tallystick, io.tallystick.spi, aggregate, deliver, json, polling, query, spike,
 * slf4j.
 */
@NullMarked
package io.tallystick.core.alert;

import org.jspecify.annotations.NullMarked;
