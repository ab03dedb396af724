package io.tallystick.benchmarks.storage;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.core.sketch.QuantileSketch;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.Percentiles;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.SketchBytes;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** What an application of so many series writes, minute by minute. */
final class Load {
  private static final int SERIES_A_METRIC = 50;

  private static final int SKETCHES = 64;

  /** How often a bucket is written until its minute is over. */
  static final int VERSIONS = 6;

  private final WriterId writer = WriterId.random();
  private final Instant start;
  private final List<SeriesKey> series;

  /** For each version of a bucket some states: there are more samples in it from flush to flush. */
  private final List<List<HistogramState>> histograms;

  /**
   * Makes a load.
   *
   * @param start of the first minute
   * @param counters how many counters there are
   * @param histograms how many histograms there are
   * @param samples of each histogram in a minute
   */
  Load(Instant start, int counters, int histograms, int samples) {
    this(start, series(counters, histograms), samples);
  }

  /** Makes a load of counters and histograms. */
  Load(Instant start, List<SeriesKey> series, int samples) {
    this.start = start;
    this.series = series;
    boolean hasHistograms = series.stream().anyMatch(key -> key.kind() == MetricKind.HISTOGRAM);
    this.histograms =
        IntStream.rangeClosed(1, hasHistograms ? VERSIONS : 0)
            .mapToObj(version -> histograms(samples * version / VERSIONS))
            .toList();
  }

  /** Of metrics that have 50 series each. */
  private static List<SeriesKey> series(int counters, int histograms) {
    List<SeriesKey> series = new ArrayList<>();
    IntStream.range(0, counters).forEach(i -> series.add(key(i, "count", MetricKind.COUNTER)));
    IntStream.range(0, histograms)
        .forEach(i -> series.add(key(i, "duration_ms", MetricKind.HISTOGRAM)));
    return series;
  }

  /** Some states of so many samples each. */
  static List<HistogramState> histograms(int samples) {
    Random random = new Random(1);
    return IntStream.range(0, SKETCHES).mapToObj(i -> histogram(random, samples)).toList();
  }

  private static SeriesKey key(int number, String suffix, MetricKind kind) {
    String name = "part_%d.%s".formatted(number / SERIES_A_METRIC, suffix);
    Tags tags =
        Tags.of("route_id", "/items/%d".formatted(number % SERIES_A_METRIC), "method", "GET");
    return SeriesKey.system(name, kind, "service:api", tags);
  }

  private static HistogramState histogram(Random random, int samples) {
    double[] values = new double[samples];
    for (int i = 0; i < samples; i++) {
      values[i] = 20 * Math.exp(random.nextGaussian());
    }
    QuantileSketch sketch = Sketches.of(values);
    double sum = IntStream.range(0, samples).mapToDouble(i -> values[i]).sum();
    Percentiles percentiles =
        new Percentiles(sketch.quantile(0.5), sketch.quantile(0.95), sketch.quantile(0.99));
    return new HistogramState(
        samples, sum, sketch.min(), sketch.max(), percentiles, SketchBytes.copyOf(sketch.encode()));
  }

  List<SeriesKey> series() {
    return series;
  }

  Instant minute(int number) {
    return start.plus(Duration.ofMinutes(number));
  }

  /** What is flushed of a minute, all series of it. */
  Batch batch(int minute, long version) {
    List<OwnedBucket> buckets = new ArrayList<>(series.size());
    for (int i = 0; i < series.size(); i++) {
      Bucket bucket =
          new Bucket(minute(minute), version, state(series.get(i), minute + i, version));
      buckets.add(new OwnedBucket(series.get(i), Granularity.MINUTE, writer, bucket));
    }
    return new Batch(buckets);
  }

  private BucketState state(SeriesKey key, int seed, long version) {
    return key.kind() == MetricKind.COUNTER
        ? CounterState.ofWhole(version * (seed % 1_000))
        : histograms.get((int) version - 1).get(seed % SKETCHES);
  }
}
