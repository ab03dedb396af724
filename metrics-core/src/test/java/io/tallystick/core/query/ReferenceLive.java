package io.tallystick.core.query;

import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.SeriesKey;
import java.util.List;
import java.util.stream.Stream;

/** What this process recorded and the store does not know. */
record ReferenceLive(List<OwnedBucket> buckets) implements LiveHistory {
  @Override
  public List<OwnedBucket> unconfirmed(SeriesFilter filter) {
    return buckets.stream().filter(bucket -> filter.asksFor(bucket.series())).toList();
  }

  @Override
  public Stream<SeriesKey> series() {
    return buckets.stream().map(OwnedBucket::series);
  }

  @Override
  public Stream<SeriesKey> series(String name) {
    return series().filter(series -> series.name().equals(name));
  }

  @Override
  public long coarsened() {
    return 0;
  }
}
