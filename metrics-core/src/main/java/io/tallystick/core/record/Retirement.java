package io.tallystick.core.record;

import io.tallystick.MetricKind;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Takes series out of use and gives their numbers to others, in two steps.
 *
 * <p>First a series leaves the table, so that the next call makes a new one, which starts at 0. Its
 * number and cell stay reserved, because a thread may have found it just before and add to it only
 * now: whatever still arrives there is passed on to the series that took its place, also while
 * recording is switched off, because it was recorded before that. When it has stood still for
 * {@value #QUARANTINE_HOURS} hours its cells are set to zero, and when the next drain finds them so
 * its numbers are free. A thread that stood between finding a series and adding to it for all that
 * time, while the runtime's threads went on, would add to another series; nothing shorter can do
 * so.
 *
 * <p>For the one thread at a time that drains; the table is changed under the admission's lock.
 */
final class Retirement {
  private static final int QUARANTINE_HOURS = 1;
  private static final long QUARANTINE_NANOS = TimeUnit.HOURS.toNanos(QUARANTINE_HOURS);

  private final SeriesRegistry registry;
  private final Admission admission;
  private final Tenants tenants;
  private final SeriesLookup lookup;
  private final LongSupplier elapsedNanos;

  /** What was passed on to counters, by cell, beside the lanes, which take nothing when shut. */
  private final SharedCells passedOn;

  private final Map<Series, Retired> retired = new LinkedHashMap<>();

  Retirement(
      SeriesRegistry registry,
      Admission admission,
      Tenants tenants,
      SeriesLookup lookup,
      CellMemory memory,
      LongSupplier elapsedNanos) {
    this.registry = registry;
    this.admission = admission;
    this.tenants = tenants;
    this.lookup = lookup;
    this.passedOn = new SharedCells(memory);
    this.elapsedNanos = elapsedNanos;
  }

  boolean includes(Series series) {
    return retired.containsKey(series);
  }

  /** Takes out of use those of the series that nothing holds; gives back which these are. */
  List<Series> retire(List<Series> idle, long[] totals) {
    List<Series> removed = registry.remove(idle);
    try {
      quarantine(removed, totals);
    } finally {
      if (!removed.isEmpty()) {
        lookup.forget(); // else whoever makes a handle would find the old series for ever
      }
    }
    return removed;
  }

  private void quarantine(List<Series> removed, long[] totals) {
    for (Series series : removed) {
      Tenant owner = series.owner();
      if (owner != null) {
        tenants.retire(series, owner);
      }
      long total = series.kind() == MetricKind.COUNTER ? totals[series.cell()] : 0;
      retired.put(series, new Retired(total, elapsedNanos.getAsLong()));
    }
  }

  /** Adds what was passed on to the totals of its cells. */
  void addTo(long[] totals) {
    passedOn.addTo(totals);
  }

  /**
   * Passes on what came late, and frees what has stood still; whether the totals or the series are
   * others now.
   */
  boolean settle(long[] totals) {
    boolean hasChanged = false;
    long now = elapsedNanos.getAsLong();
    Iterator<Map.Entry<Series, Retired>> entries = retired.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Series, Retired> entry = entries.next();
      Series series = entry.getKey();
      Retired state = entry.getValue();
      if (state.isCleared && isZero(series, totals)) {
        registry.free(series);
        Tenant owner = series.owner();
        if (owner != null) {
          tenants.freed(owner);
        }
        entries.remove();
        hasChanged = true;
      } else if (!state.isCleared && passOn(series, state, totals)) {
        state.sinceNanos = now;
        hasChanged = true;
      } else if (now - state.sinceNanos >= QUARANTINE_NANOS) {
        clear(series);
        state.isCleared = true;
      }
    }
    return hasChanged;
  }

  private void clear(Series series) {
    registry.clear(series);
    if (series.kind() == MetricKind.COUNTER) {
      passedOn.clear(series.cell());
    }
  }

  /** An owner that was moving its lane to a longer array meanwhile may have undone the clearing. */
  private static boolean isZero(Series series, long[] totals) {
    return series.kind() != MetricKind.COUNTER || totals[series.cell()] == 0;
  }

  private boolean passOn(Series series, Retired state, long[] totals) {
    return series.kind() == MetricKind.COUNTER
        ? passOnCounter(series, state, totals[series.cell()])
        : passOnHistogram(series);
  }

  private boolean passOnCounter(Series series, Retired state, long total) {
    double fraction = series.sinkIfAny() instanceof SumSink sums ? sums.take() : 0;
    if (total == state.total && fraction == 0) {
      return false;
    }
    Series successor = successor(series);
    passedOn.add(successor.cell(), total - state.total);
    if (fraction != 0) {
      successor.sink().accept(fraction);
    }
    state.total = total;
    return true;
  }

  private boolean passOnHistogram(Series series) {
    HistogramSink sink = (HistogramSink) series.sink();
    if (isEmpty(sink)) {
      return false;
    }
    // Found while no sink is locked: it takes the registry's lock, which is never taken under one.
    move(sink, successor(series).sink());
    return true;
  }

  private static boolean isEmpty(HistogramSink sink) {
    sink.lock();
    try {
      sink.gather();
      return sink.isEmpty();
    } finally {
      sink.unlock();
    }
  }

  /** Moves all that is there by now, which may be more than it was a moment ago. */
  private static void move(HistogramSink from, SampleSink to) {
    from.lock();
    try {
      from.gather();
      if (to instanceof HistogramSink next) {
        include(next, from);
      }
      from.clear();
    } finally {
      from.unlock();
    }
  }

  private static void include(HistogramSink into, HistogramSink more) {
    into.lock();
    try {
      into.include(more);
    } finally {
      into.unlock();
    }
  }

  private Series successor(Series series) {
    Tenant owner = series.owner();
    return owner != null ? owner.successor(series) : admission.successor(series);
  }

  /** What a series that is retired had, and since when it stands still. */
  private static final class Retired {
    private long total;
    private long sinceNanos;
    private boolean isCleared;

    Retired(long total, long sinceNanos) {
      this.total = total;
      this.sinceNanos = sinceNanos;
    }
  }
}
