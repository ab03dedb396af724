package io.tallystick.core.query;

import io.tallystick.MetricKind;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.SeriesType;
import io.tallystick.spi.StoredMetric;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Which metrics there are. */
final class Names {
  private final BucketStore store;
  private final LiveHistory live;
  private final DerivedHistory derived;

  Names(Sources sources) {
    this.store = sources.store();
    this.live = sources.live();
    this.derived = sources.derived();
  }

  /** The application's own, in their order. */
  List<MetricName> system() {
    return inOrder(
        store.metrics(SeriesType.SYSTEM),
        Stream.concat(
            live.series()
                .filter(series -> series.type() == SeriesType.SYSTEM)
                .map(StoredMetric::of),
            derived.names().stream().map(Names::ofDerived)));
  }

  private static StoredMetric ofDerived(String name) {
    return new StoredMetric(name, MetricKind.COUNTER, SeriesType.SYSTEM);
  }

  /** Those of one tenant, in their order. */
  List<MetricName> ofTenant(String tenant) {
    return inOrder(
        store.metrics(tenant),
        live.series().filter(series -> tenant.equals(series.tenant())).map(StoredMetric::of));
  }

  /** Those of all tenants, in their order. */
  List<MetricName> ofTenants() {
    return inOrder(
        store.metrics(SeriesType.USER),
        live.series().filter(series -> series.type() == SeriesType.USER).map(StoredMetric::of));
  }

  private static List<MetricName> inOrder(List<StoredMetric> stored, Stream<StoredMetric> others) {
    return Stream.concat(stored.stream(), others)
        .distinct()
        .map(metric -> new MetricName(metric.name(), metric.kind(), metric.type()))
        .sorted(Comparator.comparing(MetricName::name).thenComparing(MetricName::kind))
        .toList();
  }
}
