/**
 * A Spring Boot application with a metric of its own, as the page "Getting started" makes it.
 *
 * <p>May import: anything public.
 */
@NullMarked
package io.tallystick.examples.spring;

import org.jspecify.annotations.NullMarked;
