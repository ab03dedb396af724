package io.tallystick.benchmarks;

import java.util.function.Supplier;

/**
 * A thousand histograms of one library.
 *
 * @param registry what the library keeps them in, held so that it is there to be measured
 * @param recording records into one of them; any thread may
 * @param percentiles {@link Peers#PERCENTILES} of the first one, as the library's user gets them
 */
record HistogramFleet(Object registry, Recording recording, Supplier<double[]> percentiles) {

  /** A sample for one of many series. */
  @FunctionalInterface
  interface Recording {
    void record(int series, double millis);
  }
}
