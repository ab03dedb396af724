package io.tallystick.core.collect;

/**
 * What a pool of connections tells of itself, from any thread. What it does not know is negative.
 *
 * <pre>{@code
 * PoolFigures figures =
 *     new PoolFigures() {
 *       public int active() {
 *         return pool.getBusyCount();
 *       }
 *
 *       public int idle() {
 *         return pool.getFreeCount();
 *       }
 *     };
 * }</pre>
 */
public interface PoolFigures {
  /** How many connections are in use. */
  int active();

  /** How many connections are open and free. */
  int idle();

  /** How many callers wait for a connection. */
  default int pending() {
    return -1;
  }

  /** How many connections it may open. */
  default int max() {
    return -1;
  }
}
