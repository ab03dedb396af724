package io.tallystick.core.points;

import io.tallystick.Tags;
import io.tallystick.core.record.Series;
import io.tallystick.spi.SeriesKey;
import java.util.Map;
import java.util.WeakHashMap;

/** One key for all points of a series, for as long as the series is there; for one thread. */
final class SeriesKeys {
  private final String source;
  private final Tags constantTags;
  private final Map<Series, SeriesKey> keys = new WeakHashMap<>();

  SeriesKeys(String source, Tags constantTags) {
    this.source = source;
    this.constantTags = constantTags;
  }

  SeriesKey of(Series series) {
    return keys.computeIfAbsent(series, this::newKey);
  }

  private SeriesKey newKey(Series series) {
    Tags tags = constantTags.and(series.tags());
    String tenant = series.tenant();
    return tenant == null
        ? SeriesKey.system(series.name(), series.kind(), source, tags)
        : SeriesKey.user(series.name(), series.kind(), source, tenant, tags);
  }
}
