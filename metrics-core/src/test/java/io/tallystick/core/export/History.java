package io.tallystick.core.export;

import io.tallystick.MetricDescriptor;
import io.tallystick.MetricKind;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.merge.GaugeRules;
import io.tallystick.core.rollup.Janitor;
import io.tallystick.core.rollup.JanitorSettings;
import io.tallystick.spi.Batch;
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
import io.tallystick.spi.WriterId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A store in the heap with a clock that stands still until told, and its export. */
final class History {
  static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  static final SeriesKey ORDERS = counter("orders.count", Tags.of("status", "paid"));

  final InMemoryBackend backend;
  final Map<String, MetricDescriptor> descriptors = new HashMap<>();
  private final Hand hand;
  private final Janitor janitor;
  private long version;

  History(Instant now, ZoneId zone) {
    hand = new Hand(now);
    backend = InMemoryBackend.with(hand, zone, 5_000_000);
    Function<String, Optional<MetricDescriptor>> none = name -> Optional.empty();
    janitor =
        new Janitor(
            backend,
            WriterId.random(),
            JanitorSettings.standard(),
            new GaugeRules(none),
            Metrics.noop(),
            hand::elapsedNanos);
  }

  static History atTen() {
    return new History(TEN.plus(Duration.ofMinutes(30)), ZoneOffset.UTC);
  }

  static SeriesKey counter(String name, Tags tags) {
    return SeriesKey.system(name, MetricKind.COUNTER, "service:api", tags);
  }

  static SeriesKey gauge(String name) {
    return SeriesKey.system(name, MetricKind.GAUGE, "service:api", Tags.empty());
  }

  static SeriesKey histogram(String name) {
    return SeriesKey.system(name, MetricKind.HISTOGRAM, "service:api", Tags.empty());
  }

  static Instant minute(int minute) {
    return TEN.plus(Duration.ofMinutes(minute));
  }

  static GaugeState showing(double last, Instant at) {
    return new GaugeState(last, at, last, last, last * 60_000, 60_000);
  }

  /** A histogram whose sketch nobody has to read. */
  static HistogramState values(long count, double sum, double min, double max) {
    Percentiles percentiles = new Percentiles(min, max, max);
    return new HistogramState(
        count, sum, min, max, percentiles, SketchBytes.copyOf(new byte[] {1, 2, 3}));
  }

  History write(SeriesKey series, Instant minute, int writer, BucketState state) {
    return write(series, Granularity.MINUTE, minute, writer, state);
  }

  History write(
      SeriesKey series, Granularity granularity, Instant start, int writer, BucketState state) {
    Bucket bucket = new Bucket(start, ++version, state);
    backend
        .buckets()
        .write(Batch.of(new OwnedBucket(series, granularity, new WriterId(7, writer), bucket)));
    return this;
  }

  History count(SeriesKey series, Instant minute, int writer, long whole) {
    return write(series, minute, writer, CounterState.ofWhole(whole));
  }

  /** Lets time pass with a sweep every hour, or once where it is less. */
  void sweepFor(Duration time) {
    Instant end = hand.instant().plus(time);
    while (hand.instant().isBefore(end)) {
      Duration left = Duration.between(hand.instant(), end);
      hand.pass(left.compareTo(Duration.ofHours(1)) < 0 ? left : Duration.ofHours(1));
      janitor.sweep();
    }
  }

  Instant now() {
    return hand.instant();
  }

  HistoryExport export() {
    return new HistoryExport(backend.buckets(), name -> Optional.ofNullable(descriptors.get(name)));
  }

  String text(ExportRequest request, ExportFormat format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    export().write(request, format, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Everything, line by line. */
  List<String> lines(ExportFormat format) throws IOException {
    return text(ExportRequest.all(), format).lines().toList();
  }

  private static final class Hand extends Clock {
    private Instant now;
    private long elapsedNanos;

    Hand(Instant now) {
      this.now = now;
    }

    void pass(Duration time) {
      now = now.plus(time);
      elapsedNanos += time.toNanos();
    }

    long elapsedNanos() {
      return elapsedNanos;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
