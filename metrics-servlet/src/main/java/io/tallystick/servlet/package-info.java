/**
 * The filter and the one servlet that adapt a container to the rooms below.
 *
 * <p>May import: every room of servlet, every room of core, io.tallystick, io.tallystick.core,
 * io.tallystick.spi, jakarta.servlet, jdk.httpserver, slf4j.
 */
@NullMarked
package io.tallystick.servlet;

import org.jspecify.annotations.NullMarked;
