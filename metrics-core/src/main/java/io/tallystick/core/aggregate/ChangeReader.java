package io.tallystick.core.aggregate;

import io.tallystick.core.record.DrainTarget;
import io.tallystick.core.record.HistogramMinute;
import io.tallystick.core.record.Series;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what changed in the open bucket; at its end also every gauge. */
final class ChangeReader implements DrainTarget {
  private final SeriesStates states;
  private final DrainTime time;
  private final boolean isEnd;
  private final List<SeriesReading> readings = new ArrayList<>();
  private final List<Series> counters = new ArrayList<>();
  private final Set<Series> gauges = new HashSet<>();

  ChangeReader(SeriesStates states, DrainTime time, boolean isEnd) {
    this.states = states;
    this.time = time;
    this.isEnd = isEnd;
  }

  @Override
  public void counter(Series series, long total, long inMinute, double fraction) {
    counters.add(series);
    states.addFraction(series, fraction);
    double fractionInBucket = states.fractionInBucket(series);
    if (states.counters().see(series.index(), inMinute, fraction != 0, time.elapsedNanos())) {
      readings.add(new SeriesReading(series, new Reading.OfCounter(inMinute, fractionInBucket)));
    }
  }

  @Override
  public void gauge(Series series, double last, double least, double greatest) {
    gauges.add(series);
    GaugeBucket bucket = states.gauge(series);
    bucket.widen(last, least, greatest);
    bucket.tick(last, time.sinceTickMillis());
    if (bucket.takeChange() || isEnd) {
      readings.add(new SeriesReading(series, bucket.reading(time.wallMillis())));
    }
  }

  @Override
  public boolean wantsHistogram(Series series, long count) {
    HistogramTotals totals = states.histogram(series, time.elapsedNanos());
    boolean isWanted = totals.hasMoved(count) || (isEnd && count != 0);
    totals.see(count, time.elapsedNanos());
    return isWanted;
  }

  /** They are not stored; what a bucket had is added to the totals at its end. */
  @Override
  public boolean wantsBuckets() {
    return isEnd;
  }

  @Override
  public void histogram(Series series, HistogramMinute minute) {
    if (isEnd) {
      states.end(series, minute, time.elapsedNanos());
    }
    readings.add(new SeriesReading(series, Reading.OfHistogram.of(minute)));
  }

  List<SeriesReading> readings() {
    return readings;
  }

  List<Series> counters() {
    return counters;
  }

  Set<Series> gauges() {
    return gauges;
  }
}
