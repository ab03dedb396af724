package io.tallystick;

/**
 * A counter bound to its series, for hot loops: one name, its tags, and nothing to look up.
 *
 * <p>No call throws or blocks; a negative amount, NaN or an infinite number is dropped and counted.
 * The total is exact however many threads add. A live handle keeps its series from being retired.
 *
 * <pre>{@code
 * private static final Counter PAID =
 *     Metrics.current().counter("orders.count", Tags.of("status", "paid"));
 *
 * PAID.increment();
 * }</pre>
 */
public interface Counter {
  /** Adds 1. */
  void increment();

  /** Adds a whole amount, 0 or more; the total stays at {@link Long#MAX_VALUE} once it is there. */
  void add(long amount);

  /** Adds an amount, 0 or more. */
  void add(double amount);
}
