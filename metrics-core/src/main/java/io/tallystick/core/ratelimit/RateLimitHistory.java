package io.tallystick.core.ratelimit;

import io.tallystick.spi.ControlStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.RateLimitQuery;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells how much of their limits keys use and used: what the store has of all instances, and what
 * this one did not bring there yet.
 *
 * <p>Any thread may call; each call asks the store and may wait for it, and throws {@link
 * io.tallystick.spi.StorageException} when it fails.
 *
 * <pre>{@code
 * for (KeyUtilisation key : runtime.rateLimitHistory().current()) {
 *   show(key.name(), key.used(), key.limit());
 * }
 * }</pre>
 */
public final class RateLimitHistory {
  /** The most rows that an answer is made of. */
  private static final int MOST = 200_000;

  private static final int HOURS = 24;
  private static final long MILLIS = 1_000;

  /** Of more keys than these, all are read at once. */
  private static final int ONE_BY_ONE = 50;

  /** What is not folded yet is not older than this, unless nobody folds. */
  private static final Duration UNFOLDED = Duration.ofMinutes(15);

  /** Whoever asks for the last 24 hours asks a moment after they were over. */
  private static final Duration WHILE_ASKED = Duration.ofMinutes(1);

  private final RateLimits own;
  private final ControlStore store;
  private final RateLimitKeeping keeping;
  private final LongSupplier wallMillis;

  /**
   * Makes a reader.
   *
   * @param own what this instance counted
   * @param keeping how long what is stored is kept
   * @param wallMillis the time
   */
  public RateLimitHistory(
      RateLimits own, ControlStore store, RateLimitKeeping keeping, LongSupplier wallMillis) {
    this.own = own;
    this.store = store;
    this.keeping = keeping;
    this.wallMillis = wallMillis;
  }

  /** How much of a limit counts as near, unless somebody says otherwise, in percent. */
  public int warnPercent() {
    return own.warnPercent();
  }

  /**
   * The keys that were used in this minute or the one before, the fullest first. Where these are
   * more than {@value #MOST}, only those that are about to be warned of.
   */
  public List<KeyUtilisation> current() {
    long minute = RateLimits.minute(wallMillis.getAsLong());
    Map<String, RateLimitUse> before = new HashMap<>();
    Map<String, RateLimitUse> now = new TreeMap<>();
    for (RateLimitUse use : fullest(range(minute - 1, minute + 1))) {
      (RateLimits.minute(use.start().toEpochMilli()) == minute ? now : before).put(use.key(), use);
    }
    before.forEach((key, use) -> now.putIfAbsent(key, nothing(key, minute, use.limit())));
    return now.values().stream()
        .map(use -> utilisation(use, before.get(use.key())))
        .sorted(
            Comparator.comparingDouble(KeyUtilisation::nearestPercent)
                .reversed()
                .thenComparing(KeyUtilisation::name))
        .toList();
  }

  private Collection<RateLimitUse> fullest(TimeRange range) {
    try {
      return minutes(range, null);
    } catch (TooManyUsesException tooMany) {
      return own.windows().beside(isAlone -> minutes(range, null, own.warnPercent(), isAlone));
    }
  }

  private static RateLimitUse nothing(String key, long minute, long limit) {
    return RateLimitUse.ofMinute(key, instant(minute), WriterId.FOLDED, 0, limit);
  }

  private static KeyUtilisation utilisation(RateLimitUse now, @Nullable RateLimitUse before) {
    return new KeyUtilisation(
        now.key(),
        now.start(),
        now.used(),
        now.limit(),
        before == null ? 0 : before.used(),
        before == null ? 0 : before.limit());
  }

  /**
   * Of each key that was used in a time, the minute in which it came nearest to its limit.
   *
   * @param range the minutes that start in it count
   */
  public Map<String, RateLimitUse> utilisations(TimeRange range) {
    Map<String, RateLimitUse> nearest = new HashMap<>();
    for (RateLimitUse use : fullest(range)) {
      nearest.merge(use.key(), use, (a, b) -> b.peakPercent() > a.peakPercent() ? b : a);
    }
    return nearest;
  }

  /**
   * How much of their limits keys used in the minutes that start within a time.
   *
   * <p>What the store has and what it does not have are read while nothing is written. Where a
   * write takes long, what is stored is told alone: that is too little for a moment, and never too
   * much.
   *
   * @param key whose; null for those of all
   * @throws TooManyUsesException when there are more than an answer is made of
   */
  public Collection<RateLimitUse> minutes(TimeRange range, @Nullable String key) {
    return own.windows().beside(isAlone -> minutes(range, key, 0, isAlone));
  }

  private Collection<RateLimitUse> minutes(
      TimeRange range, @Nullable String key, double leastPercent, boolean addsUnsent) {
    Map<List<Object>, RateLimitUse> minutes = new TreeMap<>(RateLimitHistory::compare);
    stored(Granularity.MINUTE, range, key, leastPercent)
        .forEach(use -> minutes.put(List.of(use.start(), use.key()), use));
    for (Unsent unsent : addsUnsent ? own.unsent() : List.<Unsent>of()) {
      Instant start = instant(unsent.minute());
      if (range.contains(start) && (key == null || key.equals(unsent.name()))) {
        minutes.compute(List.of(start, unsent.name()), (place, there) -> sum(there, start, unsent));
      }
    }
    return minutes.values();
  }

  private List<RateLimitUse> stored(
      Granularity granularity, TimeRange range, @Nullable String key, double leastPercent) {
    RateLimitQuery all = RateLimitQuery.of(granularity, range, MOST + 1).atLeast(leastPercent);
    List<RateLimitUse> stored = store.rateLimitUses(key == null ? all : all.ofKey(key));
    if (stored.size() > MOST) {
      throw new TooManyUsesException(MOST, range);
    }
    return stored;
  }

  /**
   * How much of their limits keys used in the wider windows that start within a time.
   *
   * @param granularity five minutes or an hour
   * @param key whose; null for those of all
   * @throws TooManyUsesException when there are more than an answer is made of
   */
  public List<RateLimitUse> folded(Granularity granularity, TimeRange range, @Nullable String key) {
    return stored(granularity, range, key, 0);
  }

  private static int compare(List<Object> one, List<Object> other) {
    int byStart = ((Instant) one.get(0)).compareTo((Instant) other.get(0));
    return byStart != 0 ? byStart : ((String) one.get(1)).compareTo((String) other.get(1));
  }

  private static RateLimitUse sum(@Nullable RateLimitUse stored, Instant start, Unsent unsent) {
    long known = stored == null ? 0 : stored.used();
    long limit = stored == null ? unsent.limit() : Math.max(stored.limit(), unsent.limit());
    long used = Math.max(known + unsent.requests(), unsent.told());
    return RateLimitUse.ofMinute(unsent.name(), start, WriterId.FOLDED, used, limit);
  }

  /** How wide the narrowest windows are that are kept of a time that begins then. */
  public Granularity granularity(Instant from) {
    Instant now = Instant.ofEpochMilli(wallMillis.getAsLong()).minus(WHILE_ASKED);
    Duration age = Duration.between(from, now);
    if (age.compareTo(keeping.minutes()) <= 0) {
      return Granularity.MINUTE;
    }
    return age.compareTo(keeping.fiveMinutes()) <= 0 ? Granularity.FIVE_MINUTES : Granularity.HOUR;
  }

  /**
   * How much of its limit a key used: by the minute where the time begins since when minutes are
   * kept, then by five minutes, else by the hour; the oldest first. Windows without a request are
   * not there.
   */
  public List<RateLimitUse> history(String key, TimeRange range) {
    Granularity granularity = granularity(range.from());
    TimeRange whole =
        new TimeRange(granularity.bucketStart(range.from()), range.to()); // one begins before
    return granularity == Granularity.MINUTE
        ? List.copyOf(minutes(whole, key))
        : stored(granularity, whole, key, 0);
  }

  /**
   * The keys that came near their limits again and again: in so many different hours of the last
   * 24, this one included, a minute was as full as this.
   *
   * @param percent how much of the limit counts as near
   * @param leastHours in how many hours at least
   */
  public Map<String, NearLimit> nearLimit(double percent, int leastHours) {
    Instant now = Instant.ofEpochMilli(wallMillis.getAsLong());
    TimeRange day = day(now);
    Map<String, SortedMap<Instant, Double>> hours = new TreeMap<>();
    store
        .rateLimitUses(RateLimitQuery.of(Granularity.HOUR, day, MOST).atLeast(percent))
        .forEach(use -> note(hours, use));
    TimeRange unfolded = new TimeRange(now.minus(UNFOLDED), day.to());
    store
        .rateLimitUses(RateLimitQuery.of(Granularity.MINUTE, unfolded, MOST).atLeast(percent))
        .forEach(use -> note(hours, use));
    hours.values().removeIf(found -> found.size() < leastHours);
    Map<String, List<Double>> peaks = peaks(hours.keySet(), day);
    Map<String, NearLimit> near = new HashMap<>();
    hours.forEach(
        (key, found) -> {
          Trend trend = Trend.of(peaks.getOrDefault(key, List.of()));
          near.put(key, new NearLimit(key, List.copyOf(found.keySet()), trend));
        });
    return near;
  }

  private static TimeRange day(Instant now) {
    Instant hour = Granularity.HOUR.bucketStart(now);
    return new TimeRange(hour.minus(Duration.ofHours(HOURS - 1)), hour.plus(Duration.ofHours(1)));
  }

  private static void note(Map<String, SortedMap<Instant, Double>> hours, RateLimitUse use) {
    Instant hour = Granularity.HOUR.bucketStart(use.start());
    hours
        .computeIfAbsent(use.key(), key -> new TreeMap<>())
        .merge(hour, use.peakPercent(), Math::max);
  }

  /** The fullest minutes of the hours of these keys; hours without a request are not there. */
  private Map<String, List<Double>> peaks(Set<String> keys, TimeRange day) {
    RateLimitQuery all = RateLimitQuery.of(Granularity.HOUR, day, MOST);
    Map<String, List<Double>> peaks = new HashMap<>();
    if (keys.size() <= ONE_BY_ONE) {
      keys.forEach(key -> store.rateLimitUses(all.ofKey(key)).forEach(use -> add(peaks, use)));
    } else {
      store.rateLimitUses(all).stream()
          .filter(use -> keys.contains(use.key()))
          .forEach(use -> add(peaks, use));
    }
    return peaks;
  }

  private static void add(Map<String, List<Double>> peaks, RateLimitUse hour) {
    peaks.computeIfAbsent(hour.key(), key -> new ArrayList<>()).add(hour.peakPercent());
  }

  /**
   * In how many seconds a key reaches its limit: within this minute at its present pace or, where
   * it does not, by the trend of its last fifteen minutes within a day, and then not before the
   * next minute. 0 where it is there; empty where it does not come there.
   */
  public OptionalLong exhaustedInSeconds(KeyUtilisation key) {
    long nowMillis = wallMillis.getAsLong();
    OptionalLong thisMinute = Exhaustion.withinMinute(key, nowMillis);
    if (thisMinute.isPresent()) {
      return thisMinute;
    }
    long minute = RateLimits.minute(nowMillis);
    List<RateLimitUse> last =
        new ArrayList<>(minutes(range(minute - Exhaustion.MINUTES, minute), key.name()));
    OptionalLong byTrend = Exhaustion.byTrend(last, minute, key.limit());
    long nextMinute = (RateLimits.millis(minute + 1) - nowMillis + MILLIS - 1) / MILLIS;
    return byTrend.isPresent()
        ? OptionalLong.of(Math.max(byTrend.getAsLong(), nextMinute))
        : byTrend;
  }

  private static TimeRange range(long from, long to) {
    return new TimeRange(instant(from), instant(to));
  }

  private static Instant instant(long minute) {
    return Instant.ofEpochMilli(RateLimits.millis(minute));
  }
}
