package io.tallystick.core.collect;

/**
 * What an executor tells of itself, from any thread. What it does not know is negative.
 *
 * <pre>{@code
 * ExecutorFigures figures =
 *     new ExecutorFigures() {
 *       public int active() {
 *         return workers.busy();
 *       }
 *
 *       public long waiting() {
 *         return workers.queued();
 *       }
 *     };
 * }</pre>
 */
public interface ExecutorFigures {
  /** How many of its threads are at work. */
  int active();

  /** How many tasks wait for a thread. */
  long waiting();

  /** How many threads it has. */
  default int threads() {
    return -1;
  }

  /** How many threads it may have. */
  default int max() {
    return -1;
  }

  /** How many tasks it has done since it was made. */
  default long done() {
    return -1;
  }
}
