package io.tallystick.spi;

import java.time.Instant;
import java.util.List;

/**
 * Where summaries of requests are kept for people who read a store with a tool of their own; the
 * library reads none of them back.
 *
 * <p>They hold nothing that is not in the buckets: each is what merging the buckets of its window
 * gives. The janitor puts them there when it folds a window, and again whenever it folds it again.
 *
 * <p>A store may make room for them only when the first one comes. Until then it has none, which is
 * no mistake.
 *
 * <p>Safe for any number of threads. All methods block and may take long, and throw {@link
 * StorageException} when the store fails.
 *
 * <pre>{@code
 * backend.requests().ifPresent(table -> table.put(lease, summaries));
 * }</pre>
 */
public interface RequestTable {
  /** The most rows in one call of {@link #put}, so that no transaction holds a store for long. */
  int MAX_ROWS = 500;

  /**
   * Keeps rows, each in place of the one that its group has: all of them or none.
   *
   * @param rows at most {@value #MAX_ROWS}, each group once; perhaps none
   * @throws LeaseLostException when a greater token was seen of this lease
   * @throws StorageException when the rows were not kept or may not have been
   */
  void put(Lease lease, List<RequestSummary> rows);

  /** The rows of all windows of a granularity that start within a range, the oldest first. */
  List<RequestSummary> find(Granularity granularity, TimeRange range);

  /**
   * Removes rows of a granularity whose windows start before a time, the oldest first.
   *
   * @param before what starts from here on stays
   * @param most how many to remove at most, at least 1
   * @return how many went
   * @throws LeaseLostException when a greater token was seen of this lease
   */
  int purge(Lease lease, Granularity granularity, Instant before, int most);
}
