package io.tallystick.core.rollup;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.merge.GaugeRules;
import io.tallystick.core.testing.MetricsAssert;
import io.tallystick.core.testing.TestRuntime;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.RequestSummary;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriteOutcome;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A store in the heap, a clock, and janitors that sweep it. */
final class Yard {
  static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  static final SeriesKey ORDERS = counter("orders.count", Tags.empty());

  private static final TimeRange EVER =
      new TimeRange(Instant.EPOCH, Instant.parse("2200-01-01T00:00:00Z"));

  final Hands clock;
  final InMemoryBackend backend;
  final BucketStore buckets;
  final MetricsRuntime runtime = TestRuntime.create();
  JanitorSettings settings = JanitorSettings.standard();
  private long version;

  Yard() {
    this(START, ZoneOffset.UTC);
  }

  Yard(Instant start, ZoneId zone) {
    clock = new Hands(start);
    backend = InMemoryBackend.with(clock, zone, 5_000_000);
    buckets = backend.buckets();
  }

  Janitor janitor() {
    return janitor(backend);
  }

  Janitor janitor(StorageBackend storage) {
    return new Janitor(
        storage,
        WriterId.random(),
        settings,
        new GaugeRules(name -> Optional.empty()),
        runtime.metrics(),
        clock::elapsedNanos);
  }

  static SeriesKey counter(String name, Tags tags) {
    return SeriesKey.system(name, MetricKind.COUNTER, "service:api", tags);
  }

  static WriterId writer(int number) {
    return new WriterId(7, number);
  }

  WriteOutcome count(SeriesKey series, Instant minute, int writer, long whole) {
    return write(Granularity.MINUTE, series, minute, writer, CounterState.ofWhole(whole));
  }

  WriteOutcome write(
      Granularity granularity, SeriesKey series, Instant start, int writer, BucketState state) {
    return buckets.write(Batch.of(owned(granularity, series, start, writer, state)));
  }

  OwnedBucket owned(
      Granularity granularity, SeriesKey series, Instant start, int writer, BucketState state) {
    return new OwnedBucket(
        series, granularity, writer(writer), new Bucket(start, ++version, state));
  }

  /** Has the janitors that are made from now on sum up requests. */
  void sumUpRequests() {
    settings = settings.withRequestsSummedUp(true);
  }

  /** Time passes, and a janitor sweeps every ten seconds or, over long times, every hour. */
  void pass(Duration duration, Janitor janitor) {
    Duration step =
        duration.compareTo(Duration.ofHours(6)) > 0 ? Duration.ofHours(1) : Duration.ofSeconds(10);
    for (Duration left = duration; left.compareTo(Duration.ZERO) > 0; left = left.minus(step)) {
      clock.pass(step.compareTo(left) < 0 ? step : left);
      janitor.sweep();
    }
  }

  List<OwnedBucket> rows(Granularity granularity) {
    return rows(granularity, EVER);
  }

  List<OwnedBucket> rows(Granularity granularity, TimeRange range) {
    List<OwnedBucket> rows = new ArrayList<>();
    try (BucketCursor found = buckets.readAll(granularity, range)) {
      found.forEachRemaining(rows::add);
    }
    return rows;
  }

  /** The sum of all writers' rows of a granularity. */
  long total(Granularity granularity) {
    return total(rows(granularity));
  }

  static long total(List<OwnedBucket> rows) {
    return rows.stream()
        .map(row -> row.bucket().state())
        .mapToLong(state -> state instanceof CounterState counter ? counter.whole() : 0)
        .sum();
  }

  Optional<Instant> oldest(Granularity granularity) {
    return buckets.span(granularity).map(span -> span.oldest());
  }

  boolean hasMarks(Granularity target) {
    return !buckets.marks(target, EVER, 1).isEmpty();
  }

  List<RequestSummary> requests(Granularity granularity) {
    return backend.requests().orElseThrow().find(granularity, EVER);
  }

  MetricsAssert counted() {
    return MetricsAssert.assertThat(runtime);
  }
}
