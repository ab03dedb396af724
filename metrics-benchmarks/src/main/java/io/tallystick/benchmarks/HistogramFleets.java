package io.tallystick.benchmarks;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Snapshot;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Recorder;

/** Makes the fleets, each series with the three tags where the library has any. */
final class HistogramFleets {
  private static final int MICROS_IN_A_MILLI = 1_000;
  private static final String[] LABELS = {
    ThousandSeries.ROUTE, ThousandSeries.METHOD, ThousandSeries.STATUS
  };

  private final ThousandSeries series;

  /** The strings are the caller's: they belong to no library's heap. */
  HistogramFleets(ThousandSeries series) {
    this.series = series;
  }

  /** The fleet of a contender, by its name in the table. */
  HistogramFleet of(String contender) {
    return switch (contender) {
      case "ours" -> ours();
      case "micrometer" -> micrometer();
      case "prometheusSummary" -> prometheusSummary();
      case "prometheusClassic" -> prometheusClassic();
      case "prometheusNative" -> prometheusNative();
      case "openTelemetry" -> openTelemetry();
      case "dropwizard" -> dropwizard();
      case "hdrHistogram" -> hdrHistogram();
      default -> throw new IllegalArgumentException("Nobody is called " + contender + ".");
    };
  }

  private HistogramFleet ours() {
    Metrics metrics = OurMetrics.start();
    return new HistogramFleet(
        metrics,
        (number, millis) ->
            metrics.histogram(
                ThousandSeries.HISTOGRAM,
                millis,
                ThousandSeries.ROUTE,
                series.routes[number],
                ThousandSeries.METHOD,
                series.methods[number],
                ThousandSeries.STATUS,
                series.statuses[number]),
        () ->
            OurMetrics.liveQuantiles(
                ThousandSeries.HISTOGRAM, Tags.of(series.pairs(0)), Peers.PERCENTILES));
  }

  private HistogramFleet micrometer() {
    MeterRegistry registry = Peers.micrometer();
    List<DistributionSummary> summaries =
        each(number -> Peers.micrometerSummary(registry, series.pairs(number)));
    return new HistogramFleet(
        registry,
        (number, millis) -> summaries.get(number).record(millis),
        () ->
            Stream.of(summaries.get(0).takeSnapshot().percentileValues())
                .mapToDouble(ValueAtPercentile::value)
                .toArray());
  }

  private HistogramFleet prometheusSummary() {
    Summary summary = Peers.prometheusSummary(LABELS);
    List<DistributionDataPoint> points = each(number -> summary.labelValues(labels(number)));
    return new HistogramFleet(
        summary,
        (number, millis) -> points.get(number).observe(millis),
        () -> {
          Quantiles quantiles = filledPoint(summary).getQuantiles();
          return IntStream.range(0, quantiles.size())
              .mapToDouble(i -> quantiles.get(i).getValue())
              .toArray();
        });
  }

  private HistogramFleet prometheusClassic() {
    Histogram histogram = Peers.prometheusClassic(LABELS);
    List<DistributionDataPoint> points = each(number -> histogram.labelValues(labels(number)));
    return new HistogramFleet(
        histogram,
        (number, millis) -> points.get(number).observe(millis),
        () -> {
          ClassicHistogramBuckets buckets = filledPoint(histogram).getClassicBuckets();
          BucketQuantiles quantiles = BucketQuantiles.linear();
          double lower = 0;
          for (int i = 0; i < buckets.size(); i++) {
            quantiles.add(lower, buckets.getUpperBound(i), buckets.getCount(i));
            lower = buckets.getUpperBound(i);
          }
          return quantiles.at(Peers.PERCENTILES);
        });
  }

  private HistogramFleet prometheusNative() {
    Histogram histogram = Peers.prometheusNative(LABELS);
    List<DistributionDataPoint> points = each(number -> histogram.labelValues(labels(number)));
    return new HistogramFleet(
        histogram,
        (number, millis) -> points.get(number).observe(millis),
        () -> {
          HistogramDataPointSnapshot point = filledPoint(histogram);
          NativeHistogramBuckets buckets = point.getNativeBucketsForPositiveValues();
          BucketQuantiles quantiles = BucketQuantiles.growing();
          for (int i = 0; i < buckets.size(); i++) {
            int index = buckets.getBucketIndex(i);
            quantiles.add(
                bound(index - 1, point.getNativeSchema()),
                bound(index, point.getNativeSchema()),
                buckets.getCount(i));
          }
          return quantiles.at(Peers.PERCENTILES);
        });
  }

  private HistogramFleet openTelemetry() {
    AskedReader reader = new AskedReader();
    SdkMeterProvider provider = Peers.openTelemetry(reader);
    DoubleHistogram histogram =
        provider.get("bench").histogramBuilder(ThousandSeries.HISTOGRAM).build();
    List<Attributes> attributes =
        each(
            number ->
                Peers.attributes(
                    series.routes[number], series.methods[number], series.statuses[number]));
    return new HistogramFleet(
        provider,
        (number, millis) -> histogram.record(millis, attributes.get(number)),
        () -> {
          ExponentialHistogramBuckets buckets = filledPoint(reader).getPositiveBuckets();
          BucketQuantiles quantiles = BucketQuantiles.growing();
          for (int i = 0; i < buckets.getBucketCounts().size(); i++) {
            int index = buckets.getOffset() + i;
            quantiles.add(
                bound(index, buckets.getScale()),
                bound(index + 1, buckets.getScale()),
                buckets.getBucketCounts().get(i));
          }
          return quantiles.at(Peers.PERCENTILES);
        });
  }

  private HistogramFleet dropwizard() {
    MetricRegistry registry = new MetricRegistry();
    List<com.codahale.metrics.Histogram> histograms =
        each(
            number ->
                registry.histogram(MetricRegistry.name(ThousandSeries.HISTOGRAM, labels(number))));
    return new HistogramFleet(
        registry,
        (number, millis) -> histograms.get(number).update(micros(millis)),
        () -> {
          Snapshot snapshot = histograms.get(0).getSnapshot();
          return Arrays.stream(Peers.PERCENTILES)
              .map(quantile -> snapshot.getValue(quantile) / MICROS_IN_A_MILLI)
              .toArray();
        });
  }

  private HistogramFleet hdrHistogram() {
    List<Recorder> recorders = each(number -> Peers.hdrHistogram());
    return new HistogramFleet(
        recorders,
        (number, millis) -> recorders.get(number).recordValue(micros(millis)),
        () -> {
          org.HdrHistogram.Histogram recorded = recorders.get(0).getIntervalHistogram();
          return Arrays.stream(Peers.PERCENTILES)
              .map(quantile -> recorded.getValueAtPercentile(quantile * 100))
              .map(micros -> micros / MICROS_IN_A_MILLI)
              .toArray();
        });
  }

  private static SummaryDataPointSnapshot filledPoint(Summary summary) {
    return summary.collect().getDataPoints().stream()
        .filter(point -> point.getCount() > 0)
        .findFirst()
        .orElseThrow();
  }

  private static HistogramDataPointSnapshot filledPoint(Histogram histogram) {
    return histogram.collect().getDataPoints().stream()
        .filter(point -> point.getCount() > 0)
        .findFirst()
        .orElseThrow();
  }

  private static ExponentialHistogramPointData filledPoint(AskedReader reader) {
    return reader.collect().iterator().next().getExponentialHistogramData().getPoints().stream()
        .findFirst()
        .orElseThrow();
  }

  /** The upper end of the bucket of that index, where a doubling is cut into 2^scale buckets. */
  private static double bound(int index, int scale) {
    return Math.pow(2, index * Math.pow(2, -scale));
  }

  private static long micros(double millis) {
    return Math.round(millis * MICROS_IN_A_MILLI);
  }

  private String[] labels(int number) {
    return new String[] {series.routes[number], series.methods[number], series.statuses[number]};
  }

  private static <T> List<T> each(IntFunction<T> make) {
    return IntStream.range(0, ThousandSeries.COUNT).mapToObj(make).toList();
  }
}
