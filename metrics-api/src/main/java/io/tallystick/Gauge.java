package io.tallystick;

/**
 * A gauge bound to its series.
 *
 * <p>No call throws or blocks; NaN or an infinite number is dropped and counted. Any thread may
 * call; adding is exact, and of two threads that set at once one is the last.
 *
 * <pre>{@code
 * Gauge busy = metrics.gauge("lua.pool.active");
 * busy.increment();
 * try {
 *   script.run();
 * } finally {
 *   busy.decrement();
 * }
 * }</pre>
 */
public interface Gauge {
  /** Sets a whole value. */
  void set(long value);

  /** Sets a value. */
  void set(double value);

  /** Adds a whole amount, also a negative one. */
  void add(long amount);

  /** Adds an amount, also a negative one. */
  void add(double amount);

  /** Adds 1. */
  default void increment() {
    add(1L);
  }

  /** Takes 1 away. */
  default void decrement() {
    add(-1L);
  }
}
