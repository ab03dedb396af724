package io.tallystick.core.collect;

/**
 * What a cache tells of itself, from any thread: how many of each since it was made. What it does
 * not know is negative.
 *
 * <pre>{@code
 * CacheFigures figures =
 *     new CacheFigures() {
 *       public long hits() {
 *         return cache.getStatistics().getHits();
 *       }
 *
 *       public long misses() {
 *         return cache.getStatistics().getMisses();
 *       }
 *     };
 * }</pre>
 */
public interface CacheFigures {
  /** How many look-ups it could answer. */
  long hits();

  /** How many look-ups it could not answer. */
  long misses();

  /** How many entries it let go to make room or because they were too old. */
  default long evictions() {
    return -1;
  }

  /** How many entries it holds now. */
  default long size() {
    return -1;
  }
}
