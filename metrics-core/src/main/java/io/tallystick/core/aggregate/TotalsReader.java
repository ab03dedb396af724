package io.tallystick.core.aggregate;

import io.tallystick.core.record.DrainTarget;
import io.tallystick.core.record.HistogramMinute;
import io.tallystick.core.record.Series;

/** Shows what series amount to, makes nothing of it, and leaves what the next tick will find. */
final class TotalsReader implements DrainTarget {
  private final SeriesStates states;
  private final DrainTime time;
  private final TotalsVisitor visitor;

  TotalsReader(SeriesStates states, DrainTime time, TotalsVisitor visitor) {
    this.states = states;
    this.time = time;
    this.visitor = visitor;
  }

  @Override
  public void counter(Series counter, long total, long inMinute, double fraction) {
    states.addFractionFound(counter, fraction);
    visitor.counter(counter, total, states.fractionInAll(counter));
  }

  @Override
  public void gauge(Series gauge, double last, double least, double greatest) {
    states.gauge(gauge).widen(last, least, greatest);
    visitor.gauge(gauge, last);
  }

  @Override
  public boolean wantsHistogram(Series histogram, long count) {
    return true;
  }

  @Override
  public boolean wantsSketches() {
    return visitor.wantsQuantiles();
  }

  @Override
  public void histogram(Series histogram, HistogramMinute minute) {
    HistogramTotals totals = states.histogram(histogram, time.elapsedNanos());
    visitor.histogram(
        histogram,
        totals.totalSum(minute.sum()),
        totals.totalBuckets(minute.buckets()),
        states.recent(totals, minute.sketch()));
  }
}
