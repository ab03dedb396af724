package io.tallystick.core.flush;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.Percentiles;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.SketchBytes;
import java.lang.ref.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a backlog says that it takes against what the heap grows by. */
class RoomTest {
  private static final int WINDOWS = 20;
  private static final int SERIES = 4_000;

  private static SeriesKey series(MetricKind kind, int number) {
    // New texts each time, as of series that nobody else holds any more.
    Tags tags = Tags.of("customer", "number-" + number, "region", "region-of-" + number);
    return SeriesKey.system("some.metric.of" + number, kind, "service:api", tags);
  }

  private static BucketState state(MetricKind kind) {
    return switch (kind) {
      case COUNTER -> CounterState.ofWhole(7);
      case GAUGE ->
          new GaugeState(2, Instant.ofEpochMilli(FlushRig.START_MILLIS), 1, 3, 600_000, 60_000);
      case HISTOGRAM ->
          new HistogramState(
              1, 1, 1, 1, new Percentiles(1, 1, 1), SketchBytes.copyOf(new byte[96]));
    };
  }

  private static Backlog filled(MetricKind kind) {
    Backlog backlog = new Backlog(Long.MAX_VALUE, Map.of(), new Losses());
    List<SeriesKey> all = new ArrayList<>();
    for (int number = 0; number < SERIES; number++) {
      all.add(series(kind, number));
    }
    for (int window = 0; window < WINDOWS; window++) {
      Instant start = BucketSamples.HOUR.plus(Duration.ofMinutes(window));
      List<OwnedBucket> buckets = new ArrayList<>();
      for (SeriesKey series : all) {
        buckets.add(
            new OwnedBucket(
                series,
                Granularity.MINUTE,
                BucketSamples.WRITER,
                new Bucket(start, 1, state(kind))));
      }
      backlog.offer(buckets, true, BucketSamples.START);
    }
    return backlog;
  }

  /** What something holds, by the heap before and after it is made; the least of some attempts. */
  private static long heldBytes(Supplier<Backlog> making) {
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 3; attempt++) {
      long before = used();
      Backlog made = making.get();
      least = Math.min(least, used() - before);
      Reference.reachabilityFence(made);
    }
    return least;
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void aBacklogTakesWhatItSays() {
    for (MetricKind kind : MetricKind.values()) {
      double held = heldBytes(() -> filled(kind));
      double said = filled(kind).bytes();

      assertThat(said / held).as("%s: said %s, held %s", kind, said, held).isBetween(0.85, 1.3);
    }
  }

  @Test
  void aKeyCountsOnceHoweverManyBucketsItHas() {
    Backlog backlog = new Backlog(Long.MAX_VALUE, Map.of(), new Losses());
    backlog.offer(List.of(BucketSamples.counter(0, 1)), true, BucketSamples.START);
    long first = backlog.bytes();
    backlog.offer(List.of(BucketSamples.counter(1, 1)), true, BucketSamples.START);
    long second = backlog.bytes() - first;
    backlog.offer(List.of(BucketSamples.counter(2, 1)), true, BucketSamples.START);

    assertThat(second).isLessThan(first - 170);
    assertThat(backlog.bytes() - first - second).isEqualTo(second);
  }
}
