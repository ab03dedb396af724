package io.tallystick.core.record;

import io.tallystick.MetricKind;
import java.util.List;

/** A histogram without a recording around it. */
final class SampledSeries {
  private static final Bounds BOUNDS = Bounds.of(List.of(1.0, 10.0));
  private final SeriesDirectory directory = new SeriesDirectory();
  private final HistogramSink sink;
  private final Series series;

  SampledSeries() {
    this(BOUNDS, 1 << 20);
  }

  SampledSeries(Bounds bounds, long memory) {
    sink = new HistogramSink(new ByteBudget(memory), bounds);
    series =
        new Series.Builder(new Metric("a.size_bytes"), MetricKind.HISTOGRAM, new String[0])
            .at(directory.reserve(), 0, sink)
            .build();
    directory.put(series);
  }

  static SampleLog log() {
    return log(0);
  }

  static SampleLog log(int stripe) {
    return new HeapLog(stripe, new ByteBudget(0));
  }

  /** Makes the sink have two parts, as threads do that meet there; nothing is in them. */
  void part() {
    SampleLog late = log();
    for (int i = 0; i < 100; i++) {
      late.append(series.index(), 1);
    }
    sink.lock();
    try {
      late.move(directory);
    } finally {
      sink.unlock();
    }
    take();
  }

  SeriesDirectory directory() {
    return directory;
  }

  Series series() {
    return series;
  }

  HistogramSink sink() {
    return sink;
  }

  /** Count and sum of all that reached the sink since the last call. */
  Taken take() {
    sink.lock();
    try {
      sink.gather();
      long[] onGrid = {0};
      sink.grid().forEach((index, count) -> onGrid[0] += count);
      BucketCounts buckets = sink.buckets();
      long inBuckets = buckets.between(0) + buckets.between(1) + buckets.between(2);
      Taken taken =
          new Taken(sink.count(), onGrid[0], inBuckets, sink.sum(), sink.min(), sink.max());
      sink.clear();
      return taken;
    } finally {
      sink.unlock();
    }
  }

  /** What was taken from a sink. */
  record Taken(long count, long onGrid, long inBuckets, double sum, double min, double max) {
    Taken and(Taken other) {
      return new Taken(
          count + other.count,
          onGrid + other.onGrid,
          inBuckets + other.inBuckets,
          sum + other.sum,
          Math.min(min, other.min),
          Math.max(max, other.max));
    }
  }
}
