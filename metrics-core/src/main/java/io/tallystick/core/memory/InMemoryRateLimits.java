package io.tallystick.core.memory;

import io.tallystick.spi.ControlRecord;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.RateLimitQuery;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Uses of rate limits, so many of each granularity. Guarded by the monitor of who owns it. */
final class InMemoryRateLimits {
  private static final int MOST_WINDOWS = 10_000;
  private static final double PERCENT = 100;

  private final Map<Granularity, TimedRecords<RateLimitUse>> uses =
      new EnumMap<>(Granularity.class);
  private final NavigableMap<Instant, Window> windows = new TreeMap<>();

  InMemoryRateLimits(int most) {
    for (Granularity granularity : Granularity.values()) {
      if (granularity.isAlignedToUtc()) {
        uses.put(granularity, new TimedRecords<>(most, RateLimitUse::start));
      }
    }
  }

  /** What is known of five minutes. */
  private static final class Window {
    private boolean isChanged;
    private boolean isSettled;
  }

  private record Row(String key, Instant start, WriterId writer) {
    static Row of(RateLimitUse use) {
      return new Row(use.key(), use.start(), use.writer());
    }
  }

  private record Place(Instant start, String key) {}

  /** How many were refused. */
  int put(List<RateLimitUse> some) {
    int refused = 0;
    for (RateLimitUse use : some) {
      refused += put(use) ? 0 : 1;
    }
    return refused;
  }

  private boolean put(RateLimitUse use) {
    if (use.granularity() == Granularity.MINUTE) {
      Window window = windowOf(use.start());
      if (window.isSettled) {
        return false;
      }
      window.isChanged = true;
    }
    keep(use);
    return true;
  }

  private Window windowOf(Instant minute) {
    Instant start = Granularity.FIVE_MINUTES.bucketStart(minute);
    Window window = windows.computeIfAbsent(start, at -> new Window());
    while (windows.size() > MOST_WINDOWS) {
      windows.pollFirstEntry();
    }
    return window;
  }

  private void keep(RateLimitUse use) {
    RateLimitUse there = records(use.granularity()).get(Row.of(use));
    if (there == null || there.version() < use.version()) {
      records(use.granularity()).put(Row.of(use), use);
    }
  }

  private TimedRecords<RateLimitUse> records(Granularity granularity) {
    TimedRecords<RateLimitUse> records = uses.get(granularity);
    if (records == null) {
      throw new IllegalArgumentException(
          "There are no uses of rate limits by %s: choose 1m, 5m or 1h."
              .formatted(granularity.id()));
    }
    return records;
  }

  List<RateLimitUse> find(RateLimitQuery query) {
    String key = query.key();
    return summed(query.granularity(), query.range())
        .filter(use -> key == null || key.equals(use.key()))
        .filter(use -> use.peakPercent() >= query.leastPercent())
        .limit(query.most())
        .toList();
  }

  private Stream<RateLimitUse> summed(Granularity granularity, TimeRange range) {
    Map<Place, List<RateLimitUse>> together =
        new TreeMap<>(Comparator.comparing(Place::start).thenComparing(Place::key));
    records(granularity)
        .within(range)
        .forEach(
            use ->
                together
                    .computeIfAbsent(new Place(use.start(), use.key()), at -> new ArrayList<>())
                    .add(use));
    return together.values().stream().map(same -> sum(granularity, same, false));
  }

  /**
   * Adds up uses of one key.
   *
   * @param addsLimits whether they are of different windows, not of different writers
   */
  private static RateLimitUse sum(Granularity into, List<RateLimitUse> some, boolean addsLimits) {
    long version = 0;
    long used = 0;
    long limit = 0;
    double peak = 0;
    for (RateLimitUse each : some) {
      version += each.version();
      used += each.used();
      limit = addsLimits ? limit + each.limit() : Math.max(limit, each.limit());
      peak = Math.max(peak, each.peakPercent());
    }
    double ofAll = PERCENT * (double) used / (double) limit;
    return new RateLimitUse(
        some.get(0).key(),
        into,
        into.bucketStart(some.get(0).start()),
        WriterId.FOLDED,
        version,
        used,
        limit,
        into == Granularity.MINUTE ? ofAll : peak);
  }

  int fold(Instant over, Instant settled, int most) {
    int folded = 0;
    for (Map.Entry<Instant, Window> each : windows.entrySet()) {
      Instant end = each.getKey().plus(Granularity.FIVE_MINUTES.width());
      if (folded == most || end.isAfter(over)) {
        return folded;
      }
      folded += fold(each.getKey(), each.getValue(), !end.isAfter(settled)) ? 1 : 0;
    }
    return folded;
  }

  private boolean fold(Instant start, Window window, boolean isToBeSettled) {
    if (window.isSettled || !(window.isChanged || isToBeSettled)) {
      return false;
    }
    TimeRange range = new TimeRange(start, start.plus(Granularity.FIVE_MINUTES.width()));
    if (isToBeSettled) {
      settle(range);
    }
    foldInto(Granularity.FIVE_MINUTES, range);
    Instant hour = Granularity.HOUR.bucketStart(start);
    foldInto(Granularity.HOUR, new TimeRange(hour, hour.plus(Granularity.HOUR.width())));
    window.isChanged = false;
    window.isSettled = isToBeSettled;
    return true;
  }

  private void settle(TimeRange range) {
    TimedRecords<RateLimitUse> minutes = records(Granularity.MINUTE);
    List<RateLimitUse> whole = summed(Granularity.MINUTE, range).toList();
    minutes.within(range).map(Row::of).toList().forEach(minutes::remove);
    whole.forEach(this::keep);
  }

  private void foldInto(Granularity target, TimeRange range) {
    Granularity finer = target.finer().orElseThrow();
    Map<String, List<RateLimitUse>> byKey = new TreeMap<>();
    summed(finer, range)
        .forEach(use -> byKey.computeIfAbsent(use.key(), key -> new ArrayList<>()).add(use));
    byKey.values().forEach(some -> keep(sum(target, some, true)));
  }

  /** The granularity of a kind of records; null where it is of another kind. */
  static @Nullable Granularity granularity(ControlRecord kind) {
    return switch (kind) {
      case RATE_LIMIT_MINUTE -> Granularity.MINUTE;
      case RATE_LIMIT_FIVE_MINUTES -> Granularity.FIVE_MINUTES;
      case RATE_LIMIT_HOUR -> Granularity.HOUR;
      default -> null;
    };
  }

  int removeBefore(Granularity granularity, Instant before, int most) {
    Instant bound = before;
    Instant open = oldestOpen();
    if (open != null && granularity != Granularity.HOUR) {
      Instant needed = granularity.coarser().orElseThrow().bucketStart(open);
      bound = needed.isBefore(before) ? needed : before;
    } else if (granularity == Granularity.HOUR) {
      windows.headMap(before).values().removeIf(window -> window.isSettled);
    }
    return records(granularity).removeBefore(bound, most);
  }

  private @Nullable Instant oldestOpen() {
    return windows.entrySet().stream()
        .filter(each -> !each.getValue().isSettled)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  long givenUp() {
    return uses.values().stream().mapToLong(TimedRecords::givenUp).sum();
  }

  void clear() {
    uses.values().forEach(TimedRecords::clear);
    windows.clear();
  }
}
