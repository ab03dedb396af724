package io.tallystick.core.aggregate;

import io.tallystick.MetricKind;
import io.tallystick.core.record.HistogramMinute;
import io.tallystick.core.record.Series;
import io.tallystick.core.sketch.QuantileSketch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What is remembered of each series from one drain to the next; for one thread at a time. */
final class SeriesStates {
  /** After how long without a sample a series that nothing holds is out of use. */
  static final long IDLE_SECONDS = TimeUnit.HOURS.toSeconds(1);

  private final CounterMarks counters;
  private final Map<Series, FractionTotals> fractions = new HashMap<>();
  private final Map<Series, GaugeBucket> gauges = new HashMap<>();
  private final Map<Series, HistogramTotals> histograms = new HashMap<>();

  /** How many buckets have ended. */
  private long ended;

  private boolean keepsEndedSketches;

  SeriesStates(long startNanos) {
    counters = new CounterMarks(startNanos);
  }

  CounterMarks counters() {
    return counters;
  }

  /** Takes the amounts with a fraction that were added since the last drain. */
  void addFraction(Series series, double amount) {
    if (amount != 0) {
      fractions.computeIfAbsent(series, first -> new FractionTotals()).add(amount);
    }
  }

  /** The same between ticks: the next one finds the counter changed. */
  void addFractionFound(Series series, double amount) {
    addFraction(series, amount);
    if (amount != 0) {
      counters.markChanged(series.index());
    }
  }

  double fractionInBucket(Series series) {
    FractionTotals totals = fractions.get(series);
    return totals == null ? 0 : totals.inBucket();
  }

  double fractionInAll(Series series) {
    FractionTotals totals = fractions.get(series);
    return totals == null ? 0 : totals.total();
  }

  GaugeBucket gauge(Series series) {
    return gauges.computeIfAbsent(series, first -> new GaugeBucket());
  }

  /**
   * Lets gauges go that had no value at a tick: what they had in the bucket stays to its end, for
   * they may come back.
   */
  void keepGauges(Set<Series> shown, boolean isEnd) {
    if (shown.size() == gauges.size()) {
      return;
    }
    if (isEnd) {
      gauges.keySet().retainAll(shown);
    } else {
      gauges.forEach((series, bucket) -> bucket.leaveUnless(shown.contains(series)));
    }
  }

  HistogramTotals histogram(Series series, long nowNanos) {
    return histograms.computeIfAbsent(series, first -> new HistogramTotals(nowNanos));
  }

  /**
   * From now on each histogram's last bucket that ended stays, for whoever asks about quantiles.
   */
  void keepEndedSketches() {
    keepsEndedSketches = true;
  }

  void end(Series series, HistogramMinute minute, long nowNanos) {
    histogram(series, nowNanos).end(minute, keepsEndedSketches ? ended : HistogramTotals.NEVER);
  }

  /** The samples of the open bucket and of the one before, as far as they were kept. */
  QuantileSketch recent(HistogramTotals totals, QuantileSketch open) {
    return totals.recent(open, ended - 1);
  }

  /** Begins another bucket. */
  void begin() {
    ended++;
    counters.begin();
    fractions.values().forEach(FractionTotals::begin);
    gauges.values().forEach(GaugeBucket::begin);
  }

  /** The counters of these, and all histograms, that stood still for long. */
  List<Series> idle(Collection<Series> shownCounters, long nowNanos) {
    List<Series> idle = new ArrayList<>();
    for (Series series : shownCounters) {
      if (counters.idleSeconds(series.index(), nowNanos) >= IDLE_SECONDS) {
        idle.add(series);
      }
    }
    long idleNanos = TimeUnit.SECONDS.toNanos(IDLE_SECONDS);
    histograms.forEach(
        (series, totals) -> {
          if (nowNanos - totals.movedAtNanos() >= idleNanos) {
            idle.add(series);
          }
        });
    return idle;
  }

  void forget(Collection<Series> gone) {
    Set<Series> all = new HashSet<>(gone);
    fractions.keySet().removeAll(all);
    histograms.keySet().removeAll(all);
    for (Series series : gone) {
      if (series.kind() == MetricKind.COUNTER) {
        counters.forget(series.index());
      }
    }
  }
}
