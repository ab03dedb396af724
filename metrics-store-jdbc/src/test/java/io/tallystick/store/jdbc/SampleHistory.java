package io.tallystick.store.jdbc;

import io.tallystick.MetricKind;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.core.merge.GaugeRules;
import io.tallystick.core.rollup.Janitor;
import io.tallystick.core.rollup.JanitorSettings;
import io.tallystick.core.sketch.Grid;
import io.tallystick.core.sketch.QuantileSketch;
import io.tallystick.spi.AlertChanges;
import io.tallystick.spi.AlertState;
import io.tallystick.spi.Annotation;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.Lease;
import io.tallystick.spi.Note;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.Percentiles;
import io.tallystick.spi.Point;
import io.tallystick.spi.PointBatch;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.RequestGroup;
import io.tallystick.spi.RequestSummary;
import io.tallystick.spi.ResponseTimes;
import io.tallystick.spi.SampleAlerts;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.SketchBytes;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** History of every kind, up to a moment, in a store. */
final class SampleHistory {
  static final WriterId A = new WriterId(1, 2);
  static final WriterId B = new WriterId(-1, 2);
  static final SeriesKey ORDERS = counter("orders.count", "paid");

  private static final SeriesKey POOL =
      SeriesKey.system("pool.active", MetricKind.GAUGE, "service:api", Tags.empty());
  private static final SeriesKey SENT =
      SeriesKey.system("send.duration_ms", MetricKind.HISTOGRAM, "service:api", Tags.empty());
  private static final SeriesKey OF_TENANT =
      SeriesKey.user("user.sent.count", MetricKind.COUNTER, "service:api", "t1", Tags.empty());

  /** A moment ago, an hour, a day and more, a month, and what only days are left of. */
  private static final int[] HOURS_BACK = {1, 2, 3, 20, 26, 30, 70, 24 * 10, 24 * 40, 24 * 120};

  private final StorageBackend store;
  private final StorageBackend swept;
  private final Instant now;

  /** History that is folded and purged by the store's own time. */
  SampleHistory(StorageBackend store, Instant now) {
    this(store, store, now);
  }

  private SampleHistory(StorageBackend store, StorageBackend swept, Instant now) {
    this.store = store;
    this.swept = swept;
    this.now = now.truncatedTo(ChronoUnit.MINUTES);
  }

  /** History in a store whose time stands still for whoever folds, so that no window ends. */
  static SampleHistory standing(StorageBackend store, Instant now) {
    ControlStore control =
        StandIns.answering(
            ControlStore.class,
            store.control(),
            (method, arguments) -> method.equals("now") ? now : null);
    StorageBackend swept =
        StandIns.answering(
            StorageBackend.class,
            store,
            (method, arguments) -> method.equals("control") ? control : null);
    return new SampleHistory(store, swept, now);
  }

  static SeriesKey counter(String name, String value) {
    return SeriesKey.system(name, MetricKind.COUNTER, "service:api", Tags.of("k", value));
  }

  /** All of it, folded and purged as far as a janitor does. */
  SampleHistory fill() {
    fillBuckets();
    writePoints();
    writeRecords();
    writeRequests();
    return this;
  }

  void fillBuckets() {
    List<OwnedBucket> buckets = new ArrayList<>();
    for (int hours : HOURS_BACK) {
      Instant at = now.minus(Duration.ofHours(hours));
      for (int minute = 0; minute < 7; minute++) {
        add(buckets, at.plus(Duration.ofMinutes(minute)), minute);
      }
    }
    for (String value : OddValues.ALL) {
      CounterState state = CounterState.ofWhole(value.length() + 1);
      buckets.add(owned(counter(OddValues.NAME, value), A, now, state));
    }
    store.buckets().write(new Batch(buckets));
    sweep(JanitorSettings.standard());
  }

  private static void add(List<OwnedBucket> buckets, Instant minute, int number) {
    for (WriterId writer : List.of(A, B)) {
      buckets.add(owned(ORDERS, writer, minute, new CounterState(1_000 + number, number / 8.0)));
      buckets.add(owned(OF_TENANT, writer, minute, CounterState.ofWhole(number)));
      HistogramState sent = samples(number + 1, 2.3 * (number + 1), 40 + number);
      buckets.add(owned(SENT, writer, minute, sent));
      Instant seen = minute.plusSeconds(59);
      GaugeState pool = new GaugeState(number, seen, 0, number + 1, 60_000.5 * number, 60_000);
      buckets.add(owned(POOL, writer, minute, pool));
    }
  }

  void write(SeriesKey series, WriterId writer, Instant minute, BucketState state) {
    store.buckets().write(Batch.of(owned(series, writer, minute, state)));
  }

  static OwnedBucket owned(SeriesKey series, WriterId writer, Instant minute, BucketState state) {
    Instant start = Granularity.MINUTE.bucketStart(minute);
    return new OwnedBucket(series, Granularity.MINUTE, writer, new Bucket(start, 3, state));
  }

  private static HistogramState samples(double... samples) {
    int[] indexes = IntStream.range(0, samples.length).map(i -> Grid.indexOf(samples[i])).toArray();
    long[] counts = IntStream.range(0, samples.length).mapToLong(i -> 1).toArray();
    double max = samples[samples.length - 1];
    QuantileSketch sketch = QuantileSketch.ofGrid(indexes, counts, counts.length, samples[0], max);
    return new HistogramState(
        samples.length,
        IntStream.range(0, samples.length).mapToDouble(i -> samples[i]).sum(),
        samples[0],
        max,
        new Percentiles(sketch.quantile(0.5), sketch.quantile(0.95), sketch.quantile(0.99)),
        SketchBytes.copyOf(sketch.encode()));
  }

  void writePoints() {
    for (int i = 1; i <= 3; i++) {
      List<Point> points = new ArrayList<>();
      for (int j = 0; j < 5; j++) {
        points.add(new Point(ORDERS, now.minusSeconds(60L * j), j, 1));
        points.add(new Point(ORDERS, now.minusSeconds(60L * j), j, 1));
        points.add(new Point(SENT, now.minusMillis(7L * i * j), -j / 3.0, 0.1));
      }
      store.points().createBatch(new PointBatch(A, i, points));
    }
  }

  void writeRecords() {
    ControlStore control = store.control();
    for (int i = 0; i < 3; i++) {
      Instant at = now.minus(Duration.ofHours(i));
      Instant firedAt = i == 0 ? null : at.plusSeconds(30);
      control.putRule(SampleAlerts.rule("r" + i, 1, "Rule ü" + i, at).firedAt(firedAt), 0);
      control.putEvent(SampleAlerts.event("e" + i, at));
      control.putDelivery(SampleAlerts.delivery("e" + i, "webhook ops", 1, at));
      control.putDelivery(SampleAlerts.delivery("e" + i, "webhook ops", 2, at));
      TimeRange range = new TimeRange(at, at.plusSeconds(5));
      control.putAnnotation(new Annotation("a" + i, 1, range, "Release", Tags.of("v", "é")), 0);
      control.putRateLimitUses(uses(at, 40 + i));
      control.putNote(new Note("work " + i, 1 + i, "through é " + i), 0);
    }
    keepStates("fires", "rests");
  }

  /** The groups of a rule that are not simply well; those that are no more are forgotten. */
  void keepStates(String... groups) {
    ControlStore control = store.control();
    Lease lease = control.acquire("evaluate-" + A, A, Duration.ofMinutes(1)).orElseThrow();
    List<AlertState> states =
        Stream.of(groups).map(group -> SampleAlerts.state("r1", group, null)).toList();
    List<AlertState> over =
        control.alertStates().stream().filter(state -> !states.contains(state)).toList();
    control.keepAlerts(lease, new AlertChanges(states, over, List.of()));
  }

  private static List<RateLimitUse> uses(Instant at, long used) {
    Instant minute = Granularity.MINUTE.bucketStart(at);
    return List.of(
        RateLimitUse.ofMinute("client:1", minute, A, used, 600),
        wide(Granularity.FIVE_MINUTES, at, used),
        wide(Granularity.HOUR, at, used));
  }

  private static RateLimitUse wide(Granularity granularity, Instant at, long used) {
    Instant start = granularity.bucketStart(at);
    return new RateLimitUse("client:1", granularity, start, WriterId.FOLDED, used, used, 600, 33.3);
  }

  void writeRequests() {
    Lease lease = store.control().acquire("test-" + A, A, Duration.ofMinutes(1)).orElseThrow();
    store.requests().orElseThrow().put(lease, List.of(requests(1, null, 7), requests(30, "k", 8)));
  }

  RequestSummary requests(int hoursBack, @Nullable String client, long count) {
    Instant hour = Granularity.HOUR.bucketStart(now.minus(Duration.ofHours(hoursBack)));
    ResponseTimes times = new ResponseTimes(new Percentiles(1.5, 2, 3), 1.75);
    return new RequestSummary(
        new RequestGroup(Granularity.HOUR, hour, "/orders/{id}", "GET", client),
        count,
        1,
        0,
        client == null ? null : times,
        10,
        20);
  }

  /** Folds all that is over, and purges by the settings. */
  void sweep(JanitorSettings settings) {
    Janitor janitor =
        new Janitor(
            swept,
            new WriterId(9, 9),
            settings.withSweepTime(Duration.ofMinutes(1)),
            new GaugeRules(name -> Optional.empty()),
            Metrics.current(),
            System::nanoTime);
    janitor.sweep();
    if (janitor.status().lastFailure() != null || janitor.status().waitingWindow() != null) {
      throw new AssertionError("The janitor did not come to its end: " + janitor.status());
    }
    janitor.release();
  }

  /** Folds all that is over. */
  void fold() {
    sweep(JanitorSettings.standard().withBuckets(Map.of()));
  }
}
