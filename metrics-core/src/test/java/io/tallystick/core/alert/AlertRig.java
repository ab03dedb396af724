package io.tallystick.core.alert;

import io.tallystick.GaugeCombination;
import io.tallystick.MetricKind;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.core.catalog.Catalogue;
import io.tallystick.core.deliver.AlertListener;
import io.tallystick.core.deliver.AlertMessage;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.polling.HandClock;
import io.tallystick.core.query.Limits;
import io.tallystick.core.query.LiveHistory;
import io.tallystick.core.query.MetricsReader;
import io.tallystick.core.query.ReaderSettings;
import io.tallystick.core.rollup.Janitor;
import io.tallystick.core.rollup.JanitorSettings;
import io.tallystick.core.sketch.Grid;
import io.tallystick.core.sketch.QuantileSketch;
import io.tallystick.spi.AlertEvent;
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
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Alerting over a store in memory, on a clock that the test moves minute by minute. What a minute
 * held is written when it is over, as instances do.
 */
final class AlertRig implements AutoCloseable {
  static final Instant START = Instant.parse("2026-03-01T10:07:00Z");

  private static final WriterId WRITER = new WriterId(7, 7);
  static final TimeRange EVER = new TimeRange(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));

  final HandClock clock = new HandClock();
  final InMemoryBackend backend = InMemoryBackend.with(clock, ZoneOffset.UTC, 1_000_000);
  final List<AlertMessage> told = new CopyOnWriteArrayList<>();
  final List<LimitUse> limits = new ArrayList<>();
  boolean refusesWebhooks;
  private Duration finest = Duration.ofMinutes(1);
  private final AtomicLong versions = new AtomicLong();
  private Alerts alerts;

  AlertRig(RuleDefinition... rules) {
    alerts = open(new WriterId(1, 1), rules);
  }

  /** One whose instances write no narrower buckets. */
  static AlertRig ofWide(Duration finest, RuleDefinition... rules) {
    AlertRig rig = new AlertRig();
    rig.alerts.close();
    rig.finest = finest;
    rig.alerts = rig.open(new WriterId(1, 1), rules);
    return rig;
  }

  /** Another instance on the same store. */
  Alerts open(WriterId holder, RuleDefinition... rules) {
    return open(backend, holder, List.of(new Ear()), rules);
  }

  Alerts open(
      StorageBackend store,
      WriterId holder,
      List<AlertListener> listeners,
      RuleDefinition... rules) {
    return new Alerts(
        store.control(),
        reader(store),
        reader(store),
        new AlertSettings(
            List.of(rules),
            null,
            listeners,
            this::webhook,
            target -> {},
            "https://app.example/admin",
            finest,
            () -> store.control().acquire("janitor", holder, Duration.ofMinutes(1)),
            new KnownLimits(),
            Metrics.noop(),
            clock));
  }

  private AlertListener webhook(WebhookTarget target) {
    if (refusesWebhooks) {
      throw new IllegalArgumentException("It must not be called any more.");
    }
    return new Ear();
  }

  /** By the minute for a day, and then by five minutes. */
  private final class KnownLimits implements LimitUses {
    @Override
    public Duration step(Instant from) {
      boolean isOld = from.isBefore(minute().minus(Duration.ofDays(1)));
      return Duration.ofMinutes(isOld ? 5 : 1);
    }

    @Override
    public List<LimitUse> uses(Duration step, TimeRange range, String key) {
      return limits.stream()
          .filter(use -> use.length().equals(step) && range.contains(use.start()))
          .filter(use -> key == null || key.equals(use.key()))
          .toList();
    }
  }

  private MetricsReader reader(StorageBackend store) {
    return new MetricsReader(
        store.buckets(),
        LiveHistory.NONE,
        new ReaderSettings(
            Limits.DEFAULT,
            1,
            clock::instant,
            () -> clock.get().elapsedNanos(),
            Catalogue.builtIn()::find,
            tenant -> tenant,
            Metrics.noop()));
  }

  /** Ends this instance and begins another. */
  void restart(RuleDefinition... rules) {
    alerts.close();
    alerts = open(new WriterId(2, versions.incrementAndGet()), rules);
    clock.pass(Duration.ofMinutes(1)); // until the lease of the one that is gone ends
  }

  Alerts alerts() {
    return alerts;
  }

  /** The minute that goes on now. */
  Instant minute() {
    long millis = clock.instant().toEpochMilli();
    return Instant.ofEpochMilli(millis - millis % 60_000);
  }

  void count(long amount, String name, String... tags) {
    if (amount > 0) {
      put(
          SeriesKey.system(name, MetricKind.COUNTER, "service:api", tags(tags)),
          minute(),
          CounterState.ofWhole(amount));
    }
  }

  /** So many requests in this minute, and so many of them that failed. */
  void requests(long all, long failed, String route) {
    count(all - failed, "http.request.count", "route_id", route, "status_class", "2xx");
    count(failed, "http.request.count", "route_id", route, "status_class", "5xx");
  }

  void times(String name, int count, double millis, String... tags) {
    put(
        SeriesKey.system(name, MetricKind.HISTOGRAM, "service:api", tags(tags)),
        minute(),
        histogram(count, millis));
  }

  void gauge(String name, double value, String... tags) {
    put(
        SeriesKey.system(name, MetricKind.GAUGE, "service:api", tags(tags)),
        minute(),
        new GaugeState(value, minute().plusSeconds(59), value, value, value * 60_000, 60_000));
  }

  private static HistogramState histogram(int count, double millis) {
    NavigableMap<Integer, Long> cells = new TreeMap<>();
    cells.put(Grid.indexOf(millis), (long) count);
    QuantileSketch sketch =
        QuantileSketch.ofGrid(new int[] {cells.firstKey()}, new long[] {count}, 1, millis, millis);
    return new HistogramState(
        count,
        count * millis,
        millis,
        millis,
        new Percentiles(sketch.quantile(0.5), sketch.quantile(0.95), sketch.quantile(0.99)),
        SketchBytes.copyOf(sketch.encode()));
  }

  private static Tags tags(String... tags) {
    Tags all = Tags.empty();
    for (int i = 0; i < tags.length; i += 2) {
      all = all.and(Tags.of(tags[i], tags[i + 1]));
    }
    return all;
  }

  void put(SeriesKey series, Instant start, BucketState state) {
    backend
        .buckets()
        .write(
            Batch.of(
                new OwnedBucket(
                    series,
                    Granularity.MINUTE,
                    WRITER,
                    new Bucket(start, versions.incrementAndGet(), state))));
  }

  /** An instance whose narrowest buckets are of five minutes; so far of the one that goes on. */
  void wide(long amount, String name) {
    Instant start = Granularity.FIVE_MINUTES.bucketStart(minute());
    CounterState state = CounterState.ofWhole(amount);
    Bucket bucket = new Bucket(start, versions.incrementAndGet(), state);
    SeriesKey series = SeriesKey.system(name, MetricKind.COUNTER, "service:api", Tags.empty());
    backend
        .buckets()
        .write(Batch.of(new OwnedBucket(series, Granularity.FIVE_MINUTES, WRITER, bucket)));
  }

  /** Somebody was there to record in this minute. */
  void alive() {
    gauge("tallystick.series.active", 1);
  }

  /** Lets the minute end and evaluates. */
  void next() {
    alive();
    clock.pass(Duration.ofMillis(minute().toEpochMilli() + 76_000 - millis()));
    alerts.look();
    alerts.lookAtDeliveries();
  }

  /** Folds and purges until there is nothing to do. */
  void fold() {
    Janitor janitor =
        new Janitor(
            backend,
            new WriterId(3, 3),
            JanitorSettings.standard(),
            name -> GaugeCombination.SUM,
            Metrics.noop(),
            () -> clock.get().elapsedNanos());
    clock.pass(Duration.ofMinutes(2)); // until the lease of who evaluates ends
    for (int i = 0; i < 20; i++) {
      janitor.sweep();
    }
    janitor.release();
  }

  private long millis() {
    return clock.instant().toEpochMilli();
  }

  /** All that happened, the first first. */
  List<AlertEvent> events() {
    List<AlertEvent> events = new ArrayList<>(alerts.events(EVER, 1_000));
    Collections.reverse(events);
    return events;
  }

  /** What happened, such as {@code firing}, the first first. */
  List<String> happened() {
    return events().stream().map(AlertEvent::transition).toList();
  }

  String state() {
    return alerts.groups().stream().map(GroupStatus::state).findFirst().orElse("ok");
  }

  @Override
  public void close() {
    alerts.close();
    backend.close();
  }

  /** Hears what people are told. */
  private final class Ear implements AlertListener {
    @Override
    public String name() {
      return "ear";
    }

    @Override
    public void alert(AlertMessage message) {
      told.add(message);
    }
  }
}
