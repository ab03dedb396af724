/**
 * Brings alerts to whoever is to be told, each receiver on a thread of its own, so that one that
 * hangs, throws or floods holds up nobody else.
 *
 * <p>Doors: {@link io.tallystick.core.deliver.Deliveries}, which takes an {@link
 * io.tallystick.core.deliver.AlertMessage} for each {@link
 * io.tallystick.core.deliver.AlertListener}; {@link io.tallystick.core.deliver.Webhook} and {@link
 * io.tallystick.core.deliver.LogListener} are such listeners.
 *
 * <p>May import: io.tallystick, aggregate, json, polling, javax.crypto, javax.net.ssl, slf4j.
 */
@NullMarked
package io.tallystick.core.deliver;

import org.jspecify.annotations.NullMarked;
