package io.tallystick.core.query;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.TimeRange;

/**
 * Buckets to read.
 *
 * @param granularity how wide they are
 * @param range in which they start
 * @param withFolded whether folded ones count; else only what writers wrote so wide themselves
 * @param hasLive whether the store may not know some of them yet
 */
record Segment(Granularity granularity, TimeRange range, boolean withFolded, boolean hasLive) {
  /** Whether the store can add them up, because each of them counts as it is. */
  boolean addsUp() {
    return withFolded && !hasLive;
  }
}
