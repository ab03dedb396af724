package io.tallystick.core.rollup;

import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The buckets that a cursor finds, those of one series at a time. */
final class WindowRows {
  private final BucketCursor found;
  private @Nullable OwnedBucket ahead;

  WindowRows(BucketCursor found) {
    this.found = found;
    this.ahead = next();
  }

  /** All buckets of the next series; none when there is no other. */
  List<OwnedBucket> nextSeries() {
    List<OwnedBucket> buckets = new ArrayList<>();
    OwnedBucket first = ahead;
    if (first != null) {
      SeriesKey series = first.series();
      while (ahead != null && ahead.series().equals(series)) {
        buckets.add(ahead);
        ahead = next();
      }
    }
    return buckets;
  }

  private @Nullable OwnedBucket next() {
    return found.hasNext() ? found.next() : null;
  }
}
