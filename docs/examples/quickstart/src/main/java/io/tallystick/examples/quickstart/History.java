package io.tallystick.examples.quickstart;

import static java.util.Objects.requireNonNull;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.examples.quickstart.Happening.Effect;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes thirteen months of a story into a store, as a runtime that ran all that time would have
 * left it: the last hours by the minute, then by five minutes, by the hour, and by the day.
 *
 * <p>Every stretch of time is written in one width alone, and begins where the next wider one ends.
 * That is what a writer does whose store was away for long, so each sample is counted once by
 * whoever asks, and what is folded later adds up. The same story gives the same rows: writing it
 * twice changes nothing.
 *
 * <p>An application never does this. It is here so that there is something to look at.
 */
final class History {
  private static final Duration MINUTES = Duration.ofHours(2);
  private static final Duration FIVE_MINUTES = Duration.ofHours(25);
  private static final Duration HOURS = Duration.ofDays(8);
  private static final WriterId WRITER = new WriterId(0x74616c6c79L, 1);

  private final StorageBackend store;
  private final String source;
  private final UnaryOperator<String> hash;
  private final Story story;
  private final List<Happening> happenings;
  private final Map<Effect, Ledger> ledgers = new HashMap<>();
  private final List<Ledger> distinct;
  private final Map<Level, SeriesKey> levels = new LinkedHashMap<>();
  private final List<OwnedBucket> batch = new ArrayList<>(Batch.MAX_BUCKETS);
  private long rows;

  /**
   * Prepares.
   *
   * @param source whose history it is, as the runtime was told
   * @param hash what is kept of ids of clients and tenants
   */
  History(StorageBackend store, String source, UnaryOperator<String> hash, Story story) {
    this.store = store;
    this.source = source;
    this.hash = hash;
    this.story = story;
    happenings = new ArrayList<>(RequestScenes.all(hash));
    happenings.addAll(PeopleScenes.all());
    happenings.addAll(EngineScenes.all());
    Map<SeriesKey, Ledger> bySeries = new LinkedHashMap<>();
    for (Happening happening : happenings) {
      for (Effect effect : happening.effects()) {
        ledgers.put(effect, bySeries.computeIfAbsent(series(effect), Ledger::new));
      }
    }
    distinct = List.copyOf(bySeries.values());
    Level.all().forEach(level -> levels.put(level, series(level)));
  }

  private SeriesKey series(Effect effect) {
    MetricKind kind = effect.isCounted() ? MetricKind.COUNTER : MetricKind.HISTOGRAM;
    return series(effect.tenant(), effect.metric(), kind, effect.tags());
  }

  private SeriesKey series(Level level) {
    return series(level.tenant(), level.metric(), MetricKind.GAUGE, level.tags());
  }

  private SeriesKey series(@Nullable String tenant, String metric, MetricKind kind, Tags tags) {
    return tenant == null
        ? SeriesKey.system(metric, kind, source, tags)
        : SeriesKey.user(metric, kind, source, hash.apply(tenant), tags);
  }

  /** Writes all of it up to the minute that goes on; how many rows that was. */
  long write(Instant end) {
    ZoneId zone = store.buckets().identity().zone();
    Instant now = Granularity.MINUTE.bucketStart(end);
    Instant minutes = Granularity.FIVE_MINUTES.bucketStart(now.minus(MINUTES));
    Instant fives = Granularity.HOUR.bucketStart(now.minus(FIVE_MINUTES));
    Instant hours = Granularity.DAY.bucketStart(now.minus(HOURS), zone);
    Instant days = Granularity.DAY.bucketStart(now.minus(Story.LENGTH), zone);
    write(Granularity.DAY, new TimeRange(days, hours), zone);
    write(Granularity.HOUR, new TimeRange(hours, fives), zone);
    write(Granularity.FIVE_MINUTES, new TimeRange(fives, minutes), zone);
    write(Granularity.MINUTE, new TimeRange(minutes, now), zone);
    flush();
    tellSinceWhen(
        Map.of(
            Granularity.MINUTE, minutes, Granularity.FIVE_MINUTES, fives, Granularity.HOUR, hours));
    return rows;
  }

  /** So that whoever asks for minutes of last week is answered in hours, as after a purge. */
  private void tellSinceWhen(Map<Granularity, Instant> kept) {
    Lease lease =
        store.control().acquire("quickstart", WRITER, Duration.ofMinutes(5)).orElseThrow();
    kept.forEach((granularity, from) -> store.buckets().purge(lease, granularity, from, 1));
    store.control().release(lease);
  }

  private void write(Granularity granularity, TimeRange range, ZoneId zone) {
    Instant at = range.from();
    while (at.isBefore(range.to())) {
      TimeRange window = granularity.bucketRange(at, zone);
      write(granularity, window);
      at = window.to();
    }
  }

  private void write(Granularity granularity, TimeRange window) {
    Duration width = Duration.between(window.from(), window.to());
    Instant middle = window.from().plus(width.dividedBy(2));
    if (story.isOff(middle) && granularity != Granularity.DAY) {
      return;
    }
    fillLedgers(window, story.slowness(middle));
    for (Ledger ledger : distinct) {
      if (!ledger.isEmpty()) {
        put(granularity, window, ledger.series(), ledger.close());
      }
    }
    levels.forEach((level, series) -> put(granularity, window, series, state(level, window)));
  }

  private void fillLedgers(TimeRange window, double slowness) {
    SplittableRandom random = new SplittableRandom(window.from().toEpochMilli());
    Map<Pace, Double> hours = new EnumMap<>(Pace.class);
    for (Pace pace : Pace.values()) {
      hours.put(pace, pace.hours(story, window.from(), window.to()));
    }
    for (Happening happening : happenings) {
      Pace pace = happening.pace();
      double expected = happening.perHour() * requireNonNull(hours.get(pace));
      long times = pace.times(expected, random);
      if (times > 0) {
        happening.effects().forEach(effect -> ledger(effect).add(effect, times, slowness, random));
      }
    }
  }

  private Ledger ledger(Effect effect) {
    return requireNonNull(ledgers.get(effect));
  }

  private GaugeState state(Level level, TimeRange window) {
    long millis = Duration.between(window.from(), window.to()).toMillis();
    double first = level.value().at(story, window.from());
    double middle = level.value().at(story, window.from().plusMillis(millis / 2));
    Instant lastAt = window.to().minusMillis(1);
    double last = level.value().at(story, lastAt);
    double min = Math.min(last, Math.min(first, middle));
    double max = Math.max(last, Math.max(first, middle));
    double mean = (first + 2 * middle + last) / 4;
    return new GaugeState(last, lastAt, min, max, mean * (double) millis, millis);
  }

  private void put(Granularity granularity, TimeRange window, SeriesKey series, BucketState state) {
    Bucket bucket = new Bucket(window.from(), 1, state);
    batch.add(new OwnedBucket(series, granularity, WRITER, bucket));
    rows++;
    if (batch.size() == Batch.MAX_BUCKETS) {
      flush();
    }
  }

  private void flush() {
    store.buckets().write(new Batch(batch));
    batch.clear();
  }
}
