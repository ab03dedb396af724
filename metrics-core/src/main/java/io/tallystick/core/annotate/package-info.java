/**
 * Notes on times, such as of a release or an incident, for whoever reads the charts.
 *
 * <p>Doors: {@link io.tallystick.core.annotate.Annotations} for the host, {@link
 * io.tallystick.core.annotate.AnnotationWriter} for the runtime, which brings them to the store.
 *
 * <p>May import: io.tallystick, io.tallystick.guard, io.tallystick.spi, slf4j.
 */
@NullMarked
package io.tallystick.core.annotate;

import org.jspecify.annotations.NullMarked;
