package io.tallystick.core.flush;

import io.tallystick.Tags;
import io.tallystick.core.aggregate.BucketReadings;
import io.tallystick.core.aggregate.LiveSeries;
import io.tallystick.core.aggregate.LiveSnapshot;
import io.tallystick.core.aggregate.Reading;
import io.tallystick.core.aggregate.SeriesReading;
import io.tallystick.core.record.Series;
import io.tallystick.core.sketch.QuantileSketch;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what was read into the words of the store; for one thread at a time, but for what says that
 * it is for any.
 */
final class StoredForm {
  private static final Logger LOGGER = LoggerFactory.getLogger(StoredForm.class);

  private final String source;
  private final Tags constantTags;
  private final Granularity granularity;

  /** The writer of each incarnation. */
  private final List<WriterId> writers = new ArrayList<>(List.of(WriterId.random()));

  /** One key for all buckets of a series, for as long as the series is there. */
  private final Map<Series, SeriesKey> keys = new WeakHashMap<>();

  /** The window that was read last, and its series that the store has no form for. */
  private final Set<Series> unfitOfWindow = new HashSet<>();

  private int incarnation;
  private long startMillis = Long.MIN_VALUE;

  /** Names of series that the store has no form for, and why at first, until that is logged. */
  private final Map<String, IllegalArgumentException> unfit = new ConcurrentHashMap<>();

  StoredForm(String source, Tags constantTags, Granularity granularity) {
    this.source = source;
    this.constantTags = constantTags;
    this.granularity = granularity;
  }

  /** The writer that the runtime begins with. */
  WriterId firstWriter() {
    return writers.get(0);
  }

  /**
   * Puts a window's readings into the words of the store.
   *
   * @param losses where each series of the window is counted once that cannot be stored
   */
  List<OwnedBucket> of(BucketReadings bucket, Losses losses) {
    begin(bucket);
    WriterId writer = writer(bucket.incarnation());
    Instant start = Instant.ofEpochMilli(bucket.startMillis());
    List<OwnedBucket> owned = new ArrayList<>(bucket.readings().size());
    for (SeriesReading reading : bucket.readings()) {
      try {
        Bucket state = new Bucket(start, bucket.version(), state(reading.reading()));
        owned.add(new OwnedBucket(key(reading.series()), granularity, writer, state));
      } catch (IllegalArgumentException reason) {
        // One reading that the store's words have no form for must not take the others with it.
        unfit.putIfAbsent(reading.series().name(), reason);
        losses.add(DropReason.UNFIT, unfitOfWindow.add(reading.series()) ? 1 : 0);
      }
    }
    return owned;
  }

  /** Who writes the buckets of an incarnation of the clock. */
  WriterId writerOf(int incarnation) {
    return writer(incarnation);
  }

  /**
   * Puts series as they are now into the words of the store, but for those that have no form there;
   * for any thread.
   */
  List<OwnedBucket> of(LiveSnapshot live, WriterId writer) {
    Instant start = Instant.ofEpochMilli(live.startMillis());
    long version = Math.max(1, live.version());
    List<OwnedBucket> owned = new ArrayList<>(live.series().size());
    for (LiveSeries each : live.series()) {
      if (!isEmpty(each.bucket())) {
        try {
          Bucket bucket = new Bucket(start, version, state(each.bucket()));
          owned.add(new OwnedBucket(newKey(each.series()), granularity, writer, bucket));
        } catch (IllegalArgumentException reason) {
          unfit.putIfAbsent(each.series().name(), reason);
        }
      }
    }
    return owned;
  }

  /** What never changed in a bucket has no row there. */
  private static boolean isEmpty(Reading reading) {
    return (reading instanceof Reading.OfCounter counter
            && counter.whole() == 0
            && counter.fraction() == 0)
        || (reading instanceof Reading.OfHistogram histogram && histogram.count() == 0);
  }

  /** The key of a series that is not asked for often. */
  SeriesKey keyOf(Series series) {
    return newKey(series);
  }

  private void begin(BucketReadings bucket) {
    if (bucket.startMillis() != startMillis || bucket.incarnation() != incarnation) {
      startMillis = bucket.startMillis();
      incarnation = bucket.incarnation();
      unfitOfWindow.clear();
    }
  }

  /** Writes a line for each name that had a reading without a form; for any thread. */
  void logUnfit() {
    for (String name : List.copyOf(unfit.keySet())) {
      LOGGER.error("A bucket of {} cannot be stored", name, unfit.remove(name));
    }
  }

  private WriterId writer(int incarnation) {
    while (writers.size() <= incarnation) {
      writers.add(WriterId.random());
    }
    return writers.get(incarnation);
  }

  private SeriesKey key(Series series) {
    return keys.computeIfAbsent(series, this::newKey);
  }

  private SeriesKey newKey(Series series) {
    Tags tags = constantTags.and(series.tags());
    String tenant = series.tenant();
    return tenant == null
        ? SeriesKey.system(series.name(), series.kind(), source, tags)
        : SeriesKey.user(series.name(), series.kind(), source, tenant, tags);
  }

  private static BucketState state(Reading reading) {
    if (reading instanceof Reading.OfCounter counter) {
      return new CounterState(counter.whole(), counter.fraction());
    }
    if (reading instanceof Reading.OfGauge gauge) {
      return new GaugeState(
          gauge.last(),
          Instant.ofEpochMilli(gauge.lastAtMillis()),
          gauge.min(),
          gauge.max(),
          gauge.weightedSum(),
          gauge.observedMillis());
    }
    return histogram((Reading.OfHistogram) reading);
  }

  private static HistogramState histogram(Reading.OfHistogram histogram) {
    QuantileSketch sketch = histogram.sketch();
    Percentiles percentiles =
        new Percentiles(sketch.quantile(0.5), sketch.quantile(0.95), sketch.quantile(0.99));
    return new HistogramState(
        histogram.count(),
        histogram.sum(),
        sketch.min(),
        sketch.max(),
        percentiles,
        SketchBytes.copyOf(sketch.encode()));
  }
}
