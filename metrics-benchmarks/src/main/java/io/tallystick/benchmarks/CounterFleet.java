package io.tallystick.benchmarks;

import java.util.function.IntConsumer;

/**
 * Ten thousand counters of one library.
 *
 * @param registry what the library keeps them in, held so that it is there to be measured
 * @param increment adds 1 to one of them; any thread may
 */
record CounterFleet(Object registry, IntConsumer increment) {}
