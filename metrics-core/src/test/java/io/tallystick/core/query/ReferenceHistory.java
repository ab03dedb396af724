package io.tallystick.core.query;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.core.sketch.Grid;
import io.tallystick.core.sketch.QuantileSketch;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketKey;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.Percentiles;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.SketchBytes;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/**
 * What several writers recorded in a year and more, as a seed says: every value in one list, and
 * the buckets that writers make of them. Days have many values or none, so that there are gaps.
 */
final class ReferenceHistory {
  static final String ORDERS = "shop.order.count";
  static final String TIMES = "shop.pay.duration_ms";
  static final String HEARTBEAT = "tallystick.series.active";
  static final String TENANTS = "user.invoice.count";
  static final String REQUESTS = "http.request.count";
  static final String REQUEST_TIMES = "http.request.duration_ms";
  static final List<String> STATUSES = List.of("paid", "open", "void");
  static final List<String> REGIONS = List.of("eu", "us");
  static final List<String> SOURCES = List.of("service:api", "service:worker");

  private static final int MOST_VALUES = 25;

  private final Random random;
  private final Instant now;
  private final ZoneId storeZone;
  private final List<ReferenceSample> samples = new ArrayList<>();

  /** Others after each write: a bucket is only ever written by one who knows all of it. */
  private List<WriterId> writers = newWriters();

  private final Map<BucketKey, List<ReferenceSample>> recorded = new LinkedHashMap<>();

  ReferenceHistory(long seed, Instant now, ZoneId storeZone) {
    this.random = new Random(seed);
    this.now = now;
    this.storeZone = storeZone;
  }

  /** Every value that was recorded until now. */
  List<ReferenceSample> samples() {
    return samples;
  }

  /** Records in an hour, in some of its minutes. */
  void record(Instant hour, int values) {
    List<Instant> minutes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      minutes.add(hour.plus(random.nextInt(60), ChronoUnit.MINUTES));
    }
    for (int i = 0; i < values; i++) {
      recordIn(Granularity.MINUTE, pick(minutes), pick(writers));
    }
  }

  /** Records a few values as the bucket that a writer makes while the store is away. */
  void recordWide(Granularity granularity, Instant time) {
    Instant start = granularity.bucketStart(time, storeZone);
    WriterId writer = WriterId.random();
    for (int i = 0; i < 5; i++) {
      recordIn(granularity, start, writer);
    }
  }

  /**
   * Where days begin within an hour, nothing in that hour: it belongs to the day before as a whole.
   */
  private boolean isOfTwoDays(Granularity granularity, Instant start) {
    Instant hour = Granularity.HOUR.bucketStart(start);
    Instant end = hour.plus(Granularity.HOUR.width()).minusMillis(1);
    return granularity != Granularity.DAY
        && !Granularity.DAY
            .bucketStart(hour, storeZone)
            .equals(Granularity.DAY.bucketStart(end, storeZone));
  }

  private void recordIn(Granularity granularity, Instant start, WriterId writer) {
    if (isOfTwoDays(granularity, start)) {
      return;
    }
    SeriesKey series = series();
    double value =
        series.kind() == MetricKind.COUNTER
            ? random.nextInt(9) + (random.nextInt(4) == 0 ? 0.25 : 0)
            : Math.rint(Math.exp(4 + random.nextGaussian()) * 8) / 8;
    record(granularity, new ReferenceSample(series, start, value), writer);
    if (random.nextInt(3) == 0) {
      SeriesKey alive =
          SeriesKey.system(HEARTBEAT, MetricKind.GAUGE, series.source(), Tags.empty());
      record(granularity, new ReferenceSample(alive, start, 1), writer);
    }
  }

  private void record(Granularity granularity, ReferenceSample sample, WriterId writer) {
    samples.add(sample);
    recorded
        .computeIfAbsent(
            new BucketKey(granularity, sample.at(), sample.series(), writer),
            first -> new ArrayList<>())
        .add(sample);
  }

  /** Records requests in some hours of the last days, each with its time. */
  void recordRequests(int hours) {
    for (int i = 0; i < hours; i++) {
      Instant minute =
          hoursAgo(2 + random.nextInt(60)).plus(random.nextInt(60), ChronoUnit.MINUTES);
      if (isOfTwoDays(Granularity.MINUTE, minute)) {
        continue;
      }
      for (int n = random.nextInt(MOST_VALUES); n >= 0; n--) {
        Tags tags =
            Tags.of(
                "route_id", pick(List.of("/a", "/b")),
                "method", pick(List.of("GET", "PUT")),
                "status_class", pick(List.of("2xx", "4xx", "5xx")));
        WriterId writer = pick(writers);
        record(
            Granularity.MINUTE,
            new ReferenceSample(request(REQUESTS, MetricKind.COUNTER, tags), minute, 1),
            writer);
        double millis = Math.rint(Math.exp(3 + random.nextGaussian()));
        record(
            Granularity.MINUTE,
            new ReferenceSample(request(REQUEST_TIMES, MetricKind.HISTOGRAM, tags), minute, millis),
            writer);
      }
    }
  }

  private static SeriesKey request(String name, MetricKind kind, Tags tags) {
    return SeriesKey.system(name, kind, SOURCES.get(0), tags);
  }

  private SeriesKey series() {
    String source = pick(SOURCES);
    return switch (random.nextInt(5)) {
      case 0 -> SeriesKey.system(TIMES, MetricKind.HISTOGRAM, source, Tags.of("region", "eu"));
      case 1 -> SeriesKey.system(TIMES, MetricKind.HISTOGRAM, source, Tags.of("region", "us"));
      case 2 ->
          SeriesKey.user(
              TENANTS, MetricKind.COUNTER, source, pick(List.of("a", "b")), Tags.empty());
      default ->
          SeriesKey.system(
              ORDERS,
              MetricKind.COUNTER,
              source,
              random.nextInt(8) == 0
                  ? Tags.of("status", pick(STATUSES))
                  : Tags.of("status", pick(STATUSES), "region", pick(REGIONS)));
    };
  }

  <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /** The buckets of what was recorded since the last call, in their newest version. */
  List<OwnedBucket> takeBuckets(long version) {
    List<OwnedBucket> buckets = new ArrayList<>();
    recorded.forEach(
        (key, values) ->
            buckets.add(
                new OwnedBucket(
                    key.series(),
                    key.granularity(),
                    key.writer(),
                    new Bucket(key.start(), version, state(values)))));
    recorded.clear();
    writers = newWriters();
    return buckets;
  }

  private static List<WriterId> newWriters() {
    return List.of(WriterId.random(), WriterId.random(), WriterId.random());
  }

  /** Writes what was recorded since the last call. */
  void write(BucketStore store) {
    store.write(new Batch(takeBuckets(1)));
  }

  /** An older version of a bucket, in which less had happened. */
  static OwnedBucket older(OwnedBucket owned) {
    BucketState state = owned.bucket().state();
    if (state instanceof CounterState) {
      state = new CounterState(0, 0);
    } else if (state instanceof HistogramState histogram) {
      state = histogram(histogram.min());
    }
    return new OwnedBucket(
        owned.series(),
        owned.granularity(),
        owned.writer(),
        new Bucket(owned.bucket().start(), owned.bucket().version() - 1, state));
  }

  private static BucketState state(List<ReferenceSample> values) {
    return switch (values.get(0).series().kind()) {
      case COUNTER -> counter(values);
      case HISTOGRAM -> histogram(values.stream().mapToDouble(ReferenceSample::value).toArray());
      case GAUGE -> new GaugeState(1, values.get(0).at(), 1, 1, 0, 0);
    };
  }

  private static CounterState counter(List<ReferenceSample> values) {
    long whole = 0;
    double fractional = 0;
    for (ReferenceSample sample : values) {
      if (sample.value() == Math.rint(sample.value())) {
        whole += (long) sample.value();
      } else {
        fractional += sample.value();
      }
    }
    return new CounterState(whole, fractional);
  }

  static HistogramState histogram(double... values) {
    NavigableMap<Integer, Long> cells = new TreeMap<>();
    double sum = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      cells.merge(Grid.indexOf(value), 1L, Long::sum);
      sum += value;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    int[] indexes = cells.keySet().stream().mapToInt(Integer::intValue).toArray();
    long[] counts = cells.values().stream().mapToLong(Long::longValue).toArray();
    QuantileSketch sketch = QuantileSketch.ofGrid(indexes, counts, counts.length, min, max);
    return new HistogramState(
        values.length,
        sum,
        min,
        max,
        new Percentiles(sketch.quantile(0.5), sketch.quantile(0.95), sketch.quantile(0.99)),
        SketchBytes.copyOf(sketch.encode()));
  }

  /** Some hours of the last year and more, most of them lately. */
  void recordYear() {
    for (int i = 0; i < 24; i++) {
      record(hoursAgo(24 * 40 + random.nextInt(24 * 350)), 1 + random.nextInt(MOST_VALUES));
      record(hoursAgo(24 * 8 + random.nextInt(24 * 32)), 1 + random.nextInt(MOST_VALUES));
    }
    for (int i = 0; i < 12; i++) {
      record(hoursAgo(30 + random.nextInt(24 * 6)), 1 + random.nextInt(MOST_VALUES));
      record(hoursAgo(random.nextInt(30)), 1 + random.nextInt(MOST_VALUES));
    }
  }

  private Instant hoursAgo(int hours) {
    return now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(hours));
  }
}
