package io.tallystick.core.record;

import static java.util.Objects.requireNonNull;

import io.tallystick.Counter;
import io.tallystick.Gauge;
import io.tallystick.GaugeRegistration;
import io.tallystick.Histogram;
import io.tallystick.MetricDescriptor;
import io.tallystick.MetricKind;
import io.tallystick.Metrics;
import io.tallystick.Result;
import io.tallystick.Tags;
import io.tallystick.UserMetricKind;
import io.tallystick.guard.Decision;
import java.time.Duration;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The metrics of a runtime that records. */
final class LiveMetrics extends OneShotRecorder implements Metrics {
  private static final double NANOS_PER_MILLI = 1e6;

  private final SeriesRegistry registry;
  private final SeriesLookup lookup;
  private final Samples samples;
  private final GaugeSuppliers suppliers;
  private final Tenants tenants;

  LiveMetrics(
      SeriesRegistry registry,
      SeriesLookup lookup,
      Samples samples,
      GaugeSuppliers suppliers,
      Tenants tenants) {
    super(lookup, samples);
    this.registry = registry;
    this.lookup = lookup;
    this.samples = samples;
    this.suppliers = suppliers;
    this.tenants = tenants;
  }

  @Override
  public Decision describe(MetricDescriptor descriptor) {
    Decision decision = registry.describe(requireNonNull(descriptor, "descriptor"));
    if (decision.isAccepted()) {
      samples.describe(descriptor);
      lookup.forget();
    }
    return decision;
  }

  @Override
  public Counter counter(String name, Tags tags) {
    return (Counter) handle(MetricKind.COUNTER, name, tags, samples::counter);
  }

  @Override
  public Gauge gauge(String name, Tags tags) {
    return (Gauge) handle(MetricKind.GAUGE, name, tags, series -> new GaugeHandle(samples, series));
  }

  @Override
  public Histogram histogram(String name, Tags tags) {
    return (Histogram) handle(MetricKind.HISTOGRAM, name, tags, samples::histogram);
  }

  private Object handle(MetricKind kind, String name, Tags tags, Function<Series, Object> making) {
    requireNonNull(name, "name");
    requireNonNull(tags, "tags");
    while (true) {
      Object handle = registry.handle(lookup.find(kind, name, tags), making);
      if (handle != null) {
        return handle;
      }
    }
  }

  @Override
  public GaugeRegistration gauge(String name, Tags tags, DoubleSupplier supplier) {
    requireNonNull(supplier, "supplier");
    requireNonNull(name, "name");
    requireNonNull(tags, "tags");
    return suppliers.register(lookup.find(MetricKind.GAUGE, name, tags), supplier);
  }

  @Override
  public void duration(String name, long nanos, Tags tags) {
    samples.record(lookup.find(MetricKind.HISTOGRAM, name, tags), nanos / NANOS_PER_MILLI);
  }

  @Override
  public void duration(String name, long nanos, Tags tags, Result result) {
    if (result == null && tags != null) {
      Series series = lookup.findBesideNull(MetricKind.HISTOGRAM, name, tags);
      samples.record(series, nanos / NANOS_PER_MILLI);
    } else {
      duration(name, nanos, takesResult(name) && tags != null ? tags.and(result) : tags);
    }
  }

  private boolean takesResult(String name) {
    Metric metric = registry.metric(name);
    Set<String> listed = metric == null ? null : metric.listedKeys();
    return listed == null || listed.contains(Result.TAG);
  }

  @Override
  public void duration(String name, Duration duration, Tags tags) {
    if (duration == null) {
      samples.record(lookup.find(MetricKind.HISTOGRAM, name, tags), Double.NaN);
    } else {
      double millis = duration.getSeconds() * 1e3 + duration.getNano() / NANOS_PER_MILLI;
      samples.record(lookup.find(MetricKind.HISTOGRAM, name, tags), millis);
    }
  }

  @Override
  public Decision recordUserMetric(
      @Nullable String tenantId,
      @Nullable String name,
      double value,
      UserMetricKind kind,
      Tags tags) {
    return tenants.record(tenantId, name, value, kind, tags);
  }
}
