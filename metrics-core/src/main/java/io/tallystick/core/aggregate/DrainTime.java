package io.tallystick.core.aggregate;

/**
 * When a drain takes place.
 *
 * @param wallMillis the wall time, within the bucket that is read
 * @param elapsedNanos the elapsed time
 * @param sinceTickMillis how long ago the last tick was
 */
record DrainTime(long wallMillis, long elapsedNanos, long sinceTickMillis) {}
