package io.tallystick.core.record;

import io.tallystick.Counter;
import io.tallystick.Histogram;
import io.tallystick.MetricDescriptor;
import io.tallystick.guard.ValueRule;

/**
 * Takes values into the series that were found for them: what every recording call ends in. A value
 * that cannot be recorded is counted and dropped.
 */
class Samples {
  private static final double EXACT = 1L << 53;

  private final Lanes lanes;
  private final Gauges gauges;
  private final SelfCounts selfCounts;

  Samples(Lanes lanes, Gauges gauges, SelfCounts selfCounts) {
    this.lanes = lanes;
    this.gauges = gauges;
    this.selfCounts = selfCounts;
  }

  /** Takes note of what a metric is. */
  void describe(MetricDescriptor descriptor) {}

  /** A handle of a counter. */
  Counter counter(Series series) {
    return new CounterHandle(this, series);
  }

  /** A handle of a histogram. */
  Histogram histogram(Series series) {
    return new HistogramHandle(this, series);
  }

  void count(SeriesEntry series, long amount) {
    if (amount >= 0) {
      lanes.add(series.cell(), amount);
    } else {
      selfCounts.badAmount((double) amount);
    }
  }

  /** Counts by a thread that has no room of its own. */
  void countElsewhere(Thread thread, int cell, long amount) {
    if (amount >= 0) {
      lanes.addElsewhere(thread, cell, amount);
    } else {
      selfCounts.badAmount((double) amount);
    }
  }

  void count(SeriesEntry series, double amount) {
    long whole = (long) amount;
    if ((double) whole == amount && amount >= 0 && amount < EXACT) {
      lanes.add(series.cell(), whole);
    } else if (amount >= 0 && Double.isFinite(amount)) {
      lanes.sample(series, amount);
    } else {
      selfCounts.badAmount(amount);
    }
  }

  void set(SeriesEntry series, double value) {
    if (!Double.isFinite(value)) {
      selfCounts.badValue(value);
    } else if (lanes.isOpen()) {
      gauges.set(series.cell(), ValueRule.withoutNegativeZero(value));
    }
  }

  /** What a handle of its own needs to add by itself. */
  LanePlaces places() {
    return lanes.places();
  }

  /** Whether what is recorded is kept. */
  boolean areKept() {
    return lanes.isOpen();
  }

  /** Takes a gauge's value away. */
  void unset(SeriesEntry series) {
    gauges.clear(series.cell());
  }

  void add(SeriesEntry series, double amount) {
    if (!Double.isFinite(amount)) {
      selfCounts.badValue(amount);
    } else if (lanes.isOpen() && !gauges.add(series.cell(), amount)) {
      selfCounts.badValue(Double.POSITIVE_INFINITY);
    }
  }

  /** Records by a thread that has no room of its own. */
  void recordElsewhere(Thread thread, SeriesEntry series, double value) {
    if (Double.isFinite(value)) {
      lanes.sampleElsewhere(thread, series, ValueRule.withoutNegativeZero(value));
    } else {
      selfCounts.badValue(value);
    }
  }

  void record(SeriesEntry series, double value) {
    if (Double.isFinite(value)) {
      lanes.sample(series, ValueRule.withoutNegativeZero(value));
    } else {
      selfCounts.badValue(value);
    }
  }
}
