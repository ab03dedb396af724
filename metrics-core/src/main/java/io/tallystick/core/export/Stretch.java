package io.tallystick.core.export;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;

/**
 * Rows to read.
 *
 * @param granularity of the rows
 * @param range within which they start
 * @param isOwnOnly whether folded rows are left out, because the finer ones are read instead
 */
record Stretch(Granularity granularity, TimeRange range, boolean isOwnOnly) {
  boolean isWanted(OwnedBucket row) {
    return !isOwnOnly || !row.writer().equals(WriterId.FOLDED);
  }
}
