package io.tallystick.core.merge;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.core.sketch.Grid;
import io.tallystick.core.sketch.QuantileSketch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketState;
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
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Buckets to merge. */
final class Parts {
  static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  private Parts() {}

  /** The bucket of a writer in a minute, both counted from 0. */
  static OwnedBucket part(int minute, int writer, BucketState state) {
    return part(Granularity.MINUTE, START.plus(Duration.ofMinutes(minute)), writer, state);
  }

  static OwnedBucket part(Granularity granularity, Instant start, int writer, BucketState state) {
    return new OwnedBucket(
        series("some.thing", state.kind()),
        granularity,
        new WriterId(0, writer),
        new Bucket(start, 1, state));
  }

  static SeriesKey series(String name, MetricKind kind) {
    return SeriesKey.system(name, kind, "service:api", Tags.empty());
  }

  static HistogramState histogram(double... samples) {
    NavigableMap<Integer, Long> cells = new TreeMap<>();
    for (double sample : samples) {
      cells.merge(Grid.indexOf(sample), 1L, Long::sum);
    }
    int[] indexes = cells.keySet().stream().mapToInt(Integer::intValue).toArray();
    long[] counts = cells.values().stream().mapToLong(Long::longValue).toArray();
    double min = Arrays.stream(samples).min().orElseThrow();
    double max = Arrays.stream(samples).max().orElseThrow();
    QuantileSketch sketch = QuantileSketch.ofGrid(indexes, counts, counts.length, min, max);
    return histogram(samples.length, Arrays.stream(samples).sum(), sketch);
  }

  static HistogramState histogram(long count, double sum, QuantileSketch sketch) {
    Percentiles percentiles =
        new Percentiles(sketch.quantile(0.5), sketch.quantile(0.95), sketch.quantile(0.99));
    return new HistogramState(
        count, sum, sketch.min(), sketch.max(), percentiles, SketchBytes.copyOf(sketch.encode()));
  }

  /** Runs of so many elements, and what is left. */
  static <T> List<List<T>> runs(List<T> all, int length) {
    return IntStream.range(0, (all.size() + length - 1) / length)
        .mapToObj(i -> all.subList(i * length, Math.min(all.size(), (i + 1) * length)))
        .map(run -> (List<T>) new ArrayList<>(run))
        .toList();
  }
}
