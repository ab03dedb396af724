/**
 * Drains the recorded samples into minute buckets and shows the live minute.
 *
 * <p>May import: io.tallystick, record, sketch, slf4j.
 */
@NullMarked
package io.tallystick.core.aggregate;

import org.jspecify.annotations.NullMarked;
