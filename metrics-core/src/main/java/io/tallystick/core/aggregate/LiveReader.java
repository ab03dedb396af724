package io.tallystick.core.aggregate;

import io.tallystick.core.record.DrainTarget;
import io.tallystick.core.record.HistogramMinute;
import io.tallystick.core.record.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reads everything as it is, and leaves what the next tick will find changed. */
final class LiveReader implements DrainTarget {
  private final SeriesStates states;
  private final DrainTime time;
  private final Predicate<Series> wanted;
  private final List<LiveSeries> series = new ArrayList<>();

  LiveReader(SeriesStates states, DrainTime time, Predicate<Series> wanted) {
    this.states = states;
    this.time = time;
    this.wanted = wanted;
  }

  @Override
  public void counter(Series counter, long total, long inMinute, double fraction) {
    states.addFractionFound(counter, fraction);
    if (!wanted.test(counter)) {
      return;
    }
    series.add(
        new LiveSeries(
            counter,
            new Reading.OfCounter(inMinute, states.fractionInBucket(counter)),
            new Reading.OfCounter(total, states.fractionInAll(counter))));
  }

  @Override
  public void gauge(Series gauge, double last, double least, double greatest) {
    GaugeBucket bucket = states.gauge(gauge);
    bucket.widen(last, least, greatest);
    if (wanted.test(gauge)) {
      Reading reading = bucket.live(last, time);
      series.add(new LiveSeries(gauge, reading, reading));
    }
  }

  @Override
  public boolean wantsHistogram(Series histogram, long count) {
    return wanted.test(histogram);
  }

  @Override
  public void histogram(Series histogram, HistogramMinute minute) {
    HistogramTotals totals = states.histogram(histogram, time.elapsedNanos());
    long count = totals.totalCount(minute.count());
    double sum = totals.totalSum(minute.sum());
    series.add(
        new LiveSeries(
            histogram,
            Reading.OfHistogram.of(minute),
            new Reading.OfHistogram(
                count, sum, minute.sketch(), totals.totalBuckets(minute.buckets()))));
  }

  List<LiveSeries> series() {
    return series;
  }
}
