package io.tallystick.core.aggregate;

/**
 * A moment on both clocks: the wall, which may be set back or forth, and the elapsed time, which
 * only goes on.
 *
 * <pre>{@code
 * new Moment(clock.millis(), System.nanoTime());
 * }</pre>
 *
 * @param wallMillis milliseconds since 1970 in UTC
 * @param elapsedNanos nanoseconds since some moment that is the same for all
 */
public record Moment(long wallMillis, long elapsedNanos) {}
