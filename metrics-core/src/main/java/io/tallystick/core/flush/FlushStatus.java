package io.tallystick.core.flush;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How recording and the store get on, at one moment; for a page that shows whether all is well.
 *
 * <pre>{@code
 * FlushStatus status = runtime.flushStatus();
 * if (status.isAway()) {
 *   warn("The store is away since " + status.awaySince() + ": " + status.lastFailure());
 * }
 * }</pre>
 *
 * @param awaySince when the first of the failures was after which nothing has been stored yet; null
 *     while the store takes what is recorded
 * @param lastConfirmed when the store took something last, in wall time; null if never
 * @param lastFailure what the last failure said, in one line, also when all is well again; null if
 *     there was none
 * @param failuresInARow how often the store failed since it took something
 * @param waitingBuckets how many buckets wait in memory
 * @param waitingBytes how much memory these take, and what is kept in case that the store is lost
 * @param coarsenedBuckets how many buckets went into wider ones because the store was away for long
 * @param droppedBuckets how many buckets were dropped, by reason
 * @param storeId which store took something last; null if none did
 */
public record FlushStatus(
    @Nullable Instant awaySince,
    @Nullable Instant lastConfirmed,
    @Nullable String lastFailure,
    int failuresInARow,
    int waitingBuckets,
    long waitingBytes,
    long coarsenedBuckets,
    SortedMap<String, Long> droppedBuckets,
    @Nullable String storeId) {
  /** Copies the map. */
  public FlushStatus {
    droppedBuckets = Collections.unmodifiableSortedMap(new TreeMap<>(droppedBuckets));
  }

  /** Of a runtime that records nothing. */
  public static FlushStatus none() {
    return new FlushStatus(null, null, null, 0, 0, 0, 0, new TreeMap<>(), null);
  }

  /** Whether the store failed when it was tried last. */
  public boolean isAway() {
    return awaySince != null;
  }
}
