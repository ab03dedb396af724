package io.tallystick.benchmarks.crash;

import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.HistogramState;

/**
 * What is recorded by one call. All amounts are whole quarters, so that sums are exact in any order
 * and can be told as whole numbers.
 */
enum Subject {
  /** Adds a whole number to a counter. */
  WHOLE("crash.order.count") {
    @Override
    long quarters(long number) {
      return 12;
    }

    @Override
    void record(Metrics metrics, Tags tags, long number) {
      metrics.count(metric(), 3, tags);
    }

    @Override
    Tally tally(BucketState state) {
      return ofCounter((CounterState) state);
    }
  },

  /** Adds a fraction to a counter. */
  FRACTION("crash.weight.total") {
    @Override
    long quarters(long number) {
      return 3;
    }

    @Override
    void record(Metrics metrics, Tags tags, long number) {
      metrics.count(metric(), 0.75, tags);
    }

    @Override
    Tally tally(BucketState state) {
      return ofCounter((CounterState) state);
    }
  },

  /** Adds a sample to a histogram; they are spread over a thousand values. */
  SAMPLE("crash.work.duration_ms") {
    @Override
    long quarters(long number) {
      return QUARTERS * (1 + number % 1_000);
    }

    @Override
    void record(Metrics metrics, Tags tags, long number) {
      metrics.histogram(metric(), 1 + number % 1_000, tags);
    }

    @Override
    Tally tally(BucketState state) {
      HistogramState histogram = (HistogramState) state;
      return new Tally(histogram.count(), exactQuarters(histogram.sum()));
    }
  },

  /** Sets a gauge to how often it was set. */
  LEVEL("crash.queue.active") {
    @Override
    long quarters(long number) {
      return QUARTERS;
    }

    @Override
    void record(Metrics metrics, Tags tags, long number) {
      metrics.gauge(metric(), number, tags);
    }

    @Override
    Tally tally(BucketState state) {
      long quarters = exactQuarters(((GaugeState) state).last());
      return new Tally(quarters / QUARTERS, quarters);
    }

    @Override
    Tally later(Tally one, Tally other) {
      return one.calls() > other.calls() ? one : other;
    }
  };

  private static final long QUARTERS = 4;

  private final String metric;

  Subject(String metric) {
    this.metric = metric;
  }

  String metric() {
    return metric;
  }

  /** How much the call with a number, counted from 1, adds. */
  abstract long quarters(long number);

  /** Makes the call with a number. */
  abstract void record(Metrics metrics, Tags tags, long number);

  /** What a stored bucket says was recorded. */
  abstract Tally tally(BucketState state);

  /** What two buckets of one writer say together. */
  Tally later(Tally one, Tally other) {
    return one.and(other);
  }

  /** Every call adds the same, so the sum says how many there were. */
  final Tally ofCounter(CounterState counter) {
    long quarters =
        Math.addExact(
            Math.multiplyExact(QUARTERS, counter.whole()), exactQuarters(counter.fractional()));
    return new Tally(quarters / quarters(1), quarters);
  }

  private static long exactQuarters(double amount) {
    double quarters = QUARTERS * amount;
    if (quarters != Math.rint(quarters)) {
      throw new IllegalStateException(
          "The store has %s, which is not a whole number of quarters: nothing else was recorded."
              .formatted(amount));
    }
    return (long) quarters;
  }
}
