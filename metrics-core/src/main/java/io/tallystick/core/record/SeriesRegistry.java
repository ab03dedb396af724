package io.tallystick.core.record;

import static java.util.Objects.requireNonNull;

import io.tallystick.MetricDescriptor;
import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.guard.CardinalityLimit;
import io.tallystick.guard.Decision;
import io.tallystick.guard.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All metrics and series there are.
 *
 * <p>Everything that changes them happens under one lock, which is held for a few steps on memory;
 * no code of the host runs under it. Metrics by name, and the table of series, are read without it.
 */
final class SeriesRegistry {
  /** The highest limit that can be stated. */
  private static final int MOST_SERIES = 10_000_000;

  private static final String[] OVERFLOW = {"overflow", "true"};

  private final CardinalityLimit limit;
  private final SeriesMaker maker;
  private final KeyedHash hash;
  private final Map<String, Metric> metrics = new ConcurrentHashMap<>();
  private final Map<KeyedHash.Key, Series> displaced = new ConcurrentHashMap<>();
  private final SeriesTable table = new SeriesTable(this::keepDisplaced);
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock, like the next. */
  private int seriesCount;

  private int nameCount;
  private volatile boolean namesAreFull;

  SeriesRegistry(CardinalityLimit limit, SeriesMaker maker, KeyedHash hash) {
    this.limit = limit;
    this.maker = maker;
    this.hash = hash;
  }

  SeriesTable table() {
    return table;
  }

  /** The metric of a name or another name of it, or null. */
  @Nullable Metric metric(@Nullable String name) {
    return name == null ? null : metrics.get(name);
  }

  boolean hasSeries(String name) {
    lock.lock();
    try {
      Metric metric = metrics.get(name);
      return metric != null && metric.seriesCount() > 0;
    } finally {
      lock.unlock();
    }
  }

  /** Why there can be no more names, or accepted. */
  Decision decideName() {
    return namesAreFull ? limit.decideName(limit.namesInAll()) : Decision.accepted();
  }

  Decision describe(MetricDescriptor descriptor) {
    lock.lock();
    try {
      Metric known = metrics.get(descriptor.name());
      Decision decision = decideDescriptor(known, descriptor);
      if (decision.isAccepted()) {
        Metric metric = known == null ? new Metric(descriptor.name()) : known;
        if (metric.descriptor() == null) {
          seriesCount -= descriptor.mostSeries() == 0 ? 0 : metric.seriesCount();
          metric.describe(descriptor);
          leaveOutUnlisted(metric, descriptor.tags());
        }
        metrics.put(descriptor.name(), metric);
        for (String alias : descriptor.aliases()) {
          metrics.put(alias, metric);
        }
      }
      return decision;
    } finally {
      lock.unlock();
    }
  }

  private Decision decideDescriptor(@Nullable Metric known, MetricDescriptor descriptor) {
    MetricDescriptor earlier = known == null ? null : known.descriptor();
    if (earlier != null && !earlier.equals(descriptor)) {
      return Decision.refused(
          Rule.DESCRIPTOR_CONFLICT,
          "%s is described already, as %s: describe it once, or alike."
              .formatted(descriptor.name(), earlier));
    }
    if (known != null && !known.allows(descriptor.kind())) {
      return known.kindConflict(descriptor.kind());
    }
    for (String alias : descriptor.aliases()) {
      Metric other = metrics.get(alias);
      if (other != null && other != known) {
        return Decision.refused(
            Rule.DESCRIPTOR_CONFLICT,
            "%s is to be another name of %s but is the name of a metric of its own: choose another."
                .formatted(alias, descriptor.name()));
      }
    }
    return Decision.accepted();
  }

  /** From now on nothing finds the series that were made with other tags than those listed. */
  private void leaveOutUnlisted(Metric metric, Set<String> listed) {
    if (metric.seriesCount() > 0) {
      Predicate<Series> isFit =
          series -> series.metric() != metric || listed.containsAll(series.tags().asMap().keySet());
      keepOnly(isFit);
      displaced.values().removeIf(isFit.negate());
    }
  }

  /**
   * The series of a name, a kind and guarded tags; made where there is none, or the overflow series
   * where there is no room for it.
   *
   * @param written the pairs as the caller gave them
   */
  Entered enter(MetricKind kind, String name, String[] sortedPairs, @Nullable String[] written) {
    lock.lock();
    try {
      Metric metric = metrics.get(name);
      if (metric == null) {
        Decision named = limit.decideName(nameCount);
        if (!named.isAccepted()) {
          namesAreFull = true;
          return new Entered(null, named);
        }
        metric = new Metric(name);
        metrics.put(name, metric);
        nameCount++;
      } else if (!metric.allows(kind)) {
        return new Entered(null, metric.kindConflict(kind));
      }
      metric.decideKind(kind);
      Series known = find(metric, sortedPairs);
      if (known != null) {
        return new Entered(known, Decision.accepted());
      }
      metric.learnOrder(written, sortedPairs);
      return enterNew(metric, kind, metric.arrange(sortedPairs));
    } finally {
      lock.unlock();
    }
  }

  private Entered enterNew(Metric metric, MetricKind kind, String[] pairs) {
    Decision room = decideSeries(metric);
    if (room.isAccepted()) {
      room = maker.decideMemory(kind, pairs);
    }
    if (!room.isAccepted()) {
      metric.fill(true);
      return new Entered(overflow(metric, kind), room);
    }
    count(metric, 1);
    return new Entered(put(maker.make(metric, kind, pairs)), room);
  }

  /** A metric with a limit of its own takes nothing from the others'. */
  private Decision decideSeries(Metric metric) {
    int own = metric.mostSeries();
    return own == 0
        ? limit.decideSeries(metric.name(), metric.seriesCount(), seriesCount)
        : ownLimit(own).decideSeries(metric.name(), metric.seriesCount(), 0);
  }

  /** Whatever all other series together may be. */
  private CardinalityLimit ownLimit(int most) {
    int own = Math.min(most, MOST_SERIES);
    return new CardinalityLimit(own, Math.max(own, limit.seriesInAll()), limit.namesInAll());
  }

  private void count(Metric metric, int more) {
    metric.countSeries(more);
    seriesCount += metric.mostSeries() == 0 ? more : 0;
  }

  private Series overflow(Metric metric, MetricKind kind) {
    Series there = metric.overflow();
    if (there == null) {
      Series known = find(metric, OVERFLOW);
      there = known != null ? known : put(maker.make(metric, kind, OVERFLOW.clone()));
      metric.overflowInto(there);
    }
    return there;
  }

  /** Keeps a name for counters of ours, before anybody makes a gauge of it. */
  void reserve(String name) {
    lock.lock();
    try {
      Metric metric = new Metric(name);
      metric.decideKind(MetricKind.COUNTER);
      metric.makeLasting();
      metrics.put(name, metric);
    } finally {
      lock.unlock();
    }
  }

  /** A counter of ours with one tag, which no limit keeps out; of a name that is reserved. */
  Series own(String name, String key, String value) {
    lock.lock();
    try {
      String[] pairs = {key, value};
      Metric metric = requireNonNull(metrics.get(name), name);
      Series known = find(metric, pairs);
      if (known != null) {
        return known;
      }
      return put(maker.make(metric, MetricKind.COUNTER, pairs));
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is memory for a series that is found elsewhere than in the table; takes it. */
  Decision decideMemoryApart(MetricKind kind, String[] pairs) {
    return maker.decideMemory(kind, pairs);
  }

  /** Takes memory for a series that cannot be done without. */
  void takeMemoryApart(MetricKind kind, String[] pairs) {
    maker.takeMemory(kind, pairs);
  }

  /** A series of a tenant, which is found elsewhere than in the table. */
  Series enterApart(Metric metric, MetricKind kind, String[] sortedPairs, Tenant tenant) {
    lock.lock();
    try {
      return maker.make(metric, kind, sortedPairs, tenant);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Series find(Metric metric, String[] sortedPairs) {
    Series found = table.find(metric.name(), Tags.of(sortedPairs), metric.order());
    return found != null || displaced.isEmpty()
        ? found
        : displaced.get(hash.hash(metric.name(), sortedPairs));
  }

  private Series put(Series series) {
    if (!table.put(series)) {
      keepDisplaced(series);
    }
    return series;
  }

  private void keepDisplaced(SeriesEntry entry) {
    if (entry instanceof Series series) {
      displaced.put(hash.hash(series.name(), SeriesLookup.pairs(series.tags())), series);
    }
  }

  /** Lets the next call that writes the series in this way find it at once. */
  void enterOtherwiseWritten(Series series, String name, String[] pairs) {
    lock.lock();
    try {
      if (!series.isRetired() && series.metric().takesOtherEntry()) {
        table.put(new OtherEntry(name, pairs, series));
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * The one handle of a series while anybody holds it; null when the series was retired meanwhile.
   */
  @Nullable Object handle(Series series, Function<Series, Object> making) {
    lock.lock();
    try {
      if (series.isRetired()) {
        return null;
      }
      Object there = series.handle();
      if (there == null) {
        there = making.apply(series);
        series.keepHandle(there);
      }
      return there;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes out those of the series that nobody holds; gives back which these are. Gauges stay, and
   * so do overflow series and those of lasting metrics, which are known elsewhere.
   */
  List<Series> remove(Collection<Series> idle) {
    lock.lock();
    try {
      Set<Series> gone = new HashSet<>();
      for (Series series : idle) {
        if (mayGo(series)) {
          series.retire();
          gone.add(series);
        }
      }
      if (!gone.isEmpty()) {
        keepOnly(series -> !gone.contains(series));
        displaced.values().removeAll(gone);
      }
      for (Series series : gone) {
        if (series.owner() == null) {
          count(series.metric(), -1);
        }
      }
      metrics.values().forEach(metric -> metric.fill(false));
      return new ArrayList<>(gone);
    } finally {
      lock.unlock();
    }
  }

  private void keepOnly(Predicate<Series> isKept) {
    table.keepOnly(isKept);
    metrics.values().forEach(Metric::forgetOtherEntries);
    table.forEachOther(series -> series.metric().countOtherEntry());
  }

  private static boolean mayGo(Series series) {
    return series.kind() != MetricKind.GAUGE
        && !series.isRetired()
        && series.handle() == null
        && !series.metric().isLasting()
        && series != series.metric().overflow();
  }

  /** Sets the cells of a series that was removed to zero. */
  void clear(Series series) {
    maker.clear(series);
  }

  /** Frees the numbers and memory of a series that was removed and cleared. */
  void free(Series series) {
    lock.lock();
    try {
      maker.free(series);
    } finally {
      lock.unlock();
    }
  }

  /**
   * What came of entering a series.
   *
   * @param series where its samples go, or null when they are refused
   * @param decision why it is not a series of its own; accepted otherwise
   */
  record Entered(@Nullable Series series, Decision decision) {}
}
