/**
 * Drains the recorded samples into minute buckets and shows the live minute. Its door is {@link
 * io.tallystick.core.aggregate.BucketAggregate}.
 *
 * <p>May import: io.tallystick, record, sketch, slf4j.
 */
@NullMarked
package io.tallystick.core.aggregate;

import org.jspecify.annotations.NullMarked;
