/**
 * The filter and the one servlet that adapt a container to the rooms below.
 *
 * <p>May import: every room of servlet, io.tallystick, io.tallystick.core, jakarta.servlet, slf4j.
 */
@NullMarked
package io.tallystick.servlet;

import org.jspecify.annotations.NullMarked;
