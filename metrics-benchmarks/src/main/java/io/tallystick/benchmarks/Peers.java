package io.tallystick.benchmarks;

import com.netflix.spectator.api.DefaultRegistry;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Summary;
import org.HdrHistogram.Recorder;

/**
 * The other libraries, set up as somebody would who wants from them what we give: counts, and the
 * percentiles 50, 95, 99 and 99.9 of durations in milliseconds.
 *
 * <p>Micrometer: the registry that ships with it, which computes percentiles itself. Prometheus:
 * labels looked up for each call where a call is dynamic; a summary with the usual errors, a
 * classic histogram with bounds in milliseconds, a native histogram as it comes. OpenTelemetry: a
 * reader that collects when asked, histograms with exponential buckets. HdrHistogram: a recorder of
 * microseconds up to an hour, three digits. Dropwizard: the default reservoir. Spectator: the
 * registry that ships with its API.
 */
final class Peers {
  static final double[] PERCENTILES = {0.5, 0.95, 0.99, 0.999};

  private static final double[] BOUNDS_MILLIS = {
    1, 2.5, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_500, 5_000
  };
  private static final long HOUR_MICROS = 3_600_000_000L;
  private static final int DIGITS = 3;

  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey(ThousandSeries.ROUTE);
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey(ThousandSeries.METHOD);
  private static final AttributeKey<String> STATUS = AttributeKey.stringKey(ThousandSeries.STATUS);

  private Peers() {}

  static MeterRegistry micrometer() {
    return new SimpleMeterRegistry();
  }

  /** A summary with percentiles; made, or found by its name and tags. */
  static DistributionSummary micrometerSummary(MeterRegistry registry, String... tags) {
    return DistributionSummary.builder(ThousandSeries.HISTOGRAM)
        .publishPercentiles(PERCENTILES)
        .tags(Tags.of(tags))
        .register(registry);
  }

  static Timer micrometerTimer(MeterRegistry registry) {
    return Timer.builder(ThousandSeries.HISTOGRAM)
        .publishPercentiles(PERCENTILES)
        .register(registry);
  }

  static Counter prometheusCounter(String... labels) {
    return Counter.builder().name("requests_total").labelNames(labels).build();
  }

  static Summary prometheusSummary(String... labels) {
    return Summary.builder()
        .name("duration_millis")
        .labelNames(labels)
        .quantile(PERCENTILES[0], 0.01)
        .quantile(PERCENTILES[1], 0.005)
        .quantile(PERCENTILES[2], 0.001)
        .quantile(PERCENTILES[3], 0.0001)
        .build();
  }

  static Histogram prometheusClassic(String... labels) {
    return Histogram.builder()
        .name("duration_millis")
        .labelNames(labels)
        .classicOnly()
        .classicUpperBounds(BOUNDS_MILLIS)
        .build();
  }

  static Histogram prometheusNative(String... labels) {
    return Histogram.builder().name("duration_millis").labelNames(labels).nativeOnly().build();
  }

  static SdkMeterProvider openTelemetry(AskedReader reader) {
    return SdkMeterProvider.builder()
        .registerMetricReader(reader)
        .registerView(
            InstrumentSelector.builder().setType(InstrumentType.HISTOGRAM).build(),
            View.builder().setAggregation(Aggregation.base2ExponentialBucketHistogram()).build())
        .build();
  }

  static SdkMeterProvider openTelemetry() {
    return openTelemetry(new AskedReader());
  }

  static Attributes attributes(String route, String method, String status) {
    return Attributes.of(ROUTE, route, METHOD, method, STATUS, status);
  }

  static DefaultRegistry spectator() {
    return new DefaultRegistry();
  }

  static Recorder hdrHistogram() {
    return new Recorder(HOUR_MICROS, DIGITS);
  }
}
