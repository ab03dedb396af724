package io.tallystick.benchmarks.compare;

import java.util.List;
import java.util.Map;

/**
 * Measures contenders, all in one run; throws where one of them cannot be measured.
 *
 * <pre>{@code
 * Probe probe = new JmhProbe(BoundCounterBenchmark.class);
 * }</pre>
 */
@FunctionalInterface
public interface Probe {
  /**
   * Measures.
   *
   * @param place where: a number of threads, a percentile
   * @param contenders whom
   * @return the score of each
   */
  Map<String, Score> measure(String place, List<String> contenders, Effort effort);
}
