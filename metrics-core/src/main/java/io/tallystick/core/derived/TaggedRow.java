package io.tallystick.core.derived;

import io.tallystick.Tags;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A number of an answer and the series that it belongs to.
 *
 * @param at its time, where it has one
 */
record TaggedRow(@Nullable Instant at, Number value, Tags tags) {}
