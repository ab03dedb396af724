package io.tallystick.core.query;

import io.tallystick.spi.BucketStore;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.SeriesType;
import io.tallystick.spi.StoredMetric;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Which metrics there are. */
final class Names {
  private final BucketStore store;
  private final LiveHistory live;

  Names(BucketStore store, LiveHistory live) {
    this.store = store;
    this.live = live;
  }

  /** The application's own, in their order. */
  List<MetricName> system() {
    return inOrder(
        store.metrics(SeriesType.SYSTEM),
        live.series().filter(series -> series.type() == SeriesType.SYSTEM));
  }

  /** Those of one tenant, in their order. */
  List<MetricName> ofTenant(String tenant) {
    return inOrder(
        store.metrics(tenant), live.series().filter(series -> tenant.equals(series.tenant())));
  }

  private static List<MetricName> inOrder(List<StoredMetric> stored, Stream<SeriesKey> recorded) {
    return Stream.concat(stored.stream(), recorded.map(StoredMetric::of))
        .distinct()
        .map(metric -> new MetricName(metric.name(), metric.kind(), metric.type()))
        .sorted(Comparator.comparing(MetricName::name).thenComparing(MetricName::kind))
        .toList();
  }
}
