/** A Spring Boot application with a metric of its own, as the page "Getting started" makes it. */
@NullMarked
package io.tallystick.examples.spring;

import org.jspecify.annotations.NullMarked;
