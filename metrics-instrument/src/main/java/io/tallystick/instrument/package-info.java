/**
 * Typed calls for the built-in metrics, a class for each part of a system: what may be a tag's
 * value is a type, and a name cannot be mistyped.
 *
 * <p>A call that begins with {@code timed} or {@code run} records an error only where the work
 * throws. Who gets a refusal as an answer says by the {@code …Took} beside it how that ended. Work
 * that gives back a stage, such as a {@code CompletionStage}, is timed until it gives that back.
 *
 * <p>Doors: the classes whose names end in {@code Metrics}, with the enums and the {@link
 * io.tallystick.instrument.ClientHash} that they take. All record through {@link
 * io.tallystick.Metrics#current()}.
 *
 * <p>May import: io.tallystick, io.tallystick.instrument.sql, javax.sql.
 */
@NullMarked
package io.tallystick.instrument;

import org.jspecify.annotations.NullMarked;
