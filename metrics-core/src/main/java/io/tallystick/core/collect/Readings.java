package io.tallystick.core.collect;

import io.tallystick.Tags;

/**
 * Takes what a collector finds. Nothing is recorded before {@link Collector#collect} came to its
 * end, but for {@link #count} and {@link #duration}, which may also be called at other times, by
 * whoever is told of something when it happens. For any thread.
 *
 * <pre>{@code
 * readings.gauge("pool.connections.active", pool.active(), Tags.of("pool", "main"));
 * readings.total("pool.timeouts.count", pool.timeouts(), Tags.of("pool", "main"));
 * }</pre>
 */
public interface Readings {
  /** How many gauges and totals a collector may give at a time. */
  int MOST = 1_000;

  /** The value of a gauge without tags. */
  default void gauge(String name, long value) {
    gauge(name, value, Tags.empty());
  }

  /** The value of a gauge, as a whole number. */
  default void gauge(String name, long value, Tags tags) {
    gauge(name, (double) value, tags);
  }

  /** The value of a gauge without tags. */
  default void gauge(String name, double value) {
    gauge(name, value, Tags.empty());
  }

  /**
   * The value of a gauge, until the collector is asked again; a gauge that it does not give then
   * has no value any more. What is not finite is no value.
   *
   * @throws IllegalStateException for more than {@value #MOST} readings
   */
  void gauge(String name, double value, Tags tags);

  /** How far something came that only grows, without tags. */
  default void total(String name, long total) {
    total(name, total, Tags.empty());
  }

  /**
   * How far something came that only grows, such as a cache's hits since it was made. By how much
   * it grew since the last time is counted, the first time all of it; where it is smaller than the
   * last time it began anew, and all of it is counted. The last time counts also where a collector
   * gave it that was removed since; of two that give the same, the first one counts. Nothing
   * negative is counted.
   *
   * @throws IllegalStateException for more than {@value #MOST} readings
   */
  void total(String name, long total, Tags tags);

  /** Counts something that happened. */
  void count(String name, long amount, Tags tags);

  /** A time that something took, in nanoseconds. */
  void duration(String name, long nanos, Tags tags);
}
