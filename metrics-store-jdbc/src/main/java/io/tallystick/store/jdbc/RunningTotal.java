package io.tallystick.store.jdbc;

import io.tallystick.MetricKind;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StretchTotal;
import java.time.Instant;

/** What rows of one series add up to so far; for one thread. */
final class RunningTotal {
  private final SeriesKey series;
  private long rows;
  private long count;
  private double sum;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  RunningTotal(SeriesKey series) {
    this.series = series;
  }

  /** Adds a row, or nothing when it holds what nobody writes. */
  void addCounter(long whole, double fractional) {
    if (whole >= 0 && fractional >= 0 && Double.isFinite(fractional)) {
      add(whole, fractional);
    }
  }

  /** Adds a row, or nothing when it holds what nobody writes. */
  void addHistogram(long values, double ofValues, double least, double greatest) {
    boolean isFinite =
        Double.isFinite(ofValues) && Double.isFinite(least) && Double.isFinite(greatest);
    if (values >= 1 && isFinite && least <= greatest) {
      add(values, ofValues);
      min = Math.min(min, least);
      max = Math.max(max, greatest);
    }
  }

  private void add(long more, double moreSum) {
    rows++;
    count = saturated(count, more);
    sum = Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, sum + moreSum));
  }

  /** Of two numbers that are not negative. */
  static long saturated(long one, long other) {
    long both = one + other;
    return both < 0 ? Long.MAX_VALUE : both;
  }

  /** Begins anew. */
  void clear() {
    rows = 0;
    count = 0;
    sum = 0;
    min = Double.POSITIVE_INFINITY;
    max = Double.NEGATIVE_INFINITY;
  }

  boolean isEmpty() {
    return rows == 0;
  }

  StretchTotal of(Instant from) {
    return series.kind() == MetricKind.COUNTER
        ? new StretchTotal(series, from, rows, count, sum, 0, 0)
        : new StretchTotal(series, from, rows, count, sum, min, max);
  }
}
