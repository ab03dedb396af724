/**
 * Asks the JVM, the process, pools and caches how they are.
 *
 * <p>Doors: {@link io.tallystick.core.collect.Collector} is what asks, {@link
 * io.tallystick.core.collect.CollectorRegistry} is added to, {@link
 * io.tallystick.core.collect.PolledCollectors} sees to them, {@link
 * io.tallystick.core.collect.Application} begins.
 *
 * <p>May import: io.tallystick, aggregate, polling, Caffeine, com.sun.management, javax.management,
 * javax.sql, jdk.jfr, slf4j.
 */
@NullMarked
package io.tallystick.core.collect;

import org.jspecify.annotations.NullMarked;
