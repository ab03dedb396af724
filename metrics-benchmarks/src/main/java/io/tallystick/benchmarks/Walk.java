package io.tallystick.benchmarks;

import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Where a thread is in its walk through the series and the samples. All walk the same round, each
 * from a place of its own: side by side they would meet on every series.
 */
abstract class Walk {
  private static final int APART = 640;

  private int at;

  /** Finds the thread's place. */
  @Setup
  public void begin(ThreadParams threads) {
    at = threads.getThreadIndex() * APART;
  }

  /** The next series. */
  int next() {
    return ++at & ThousandSeries.MASK;
  }

  /** The sample that goes with it: one further each round, so that each series gets them all. */
  int sample() {
    return at + (at >>> ThousandSeries.SLOT_BITS) & Samples.MASK;
  }
}
