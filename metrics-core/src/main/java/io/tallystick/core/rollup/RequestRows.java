package io.tallystick.core.rollup;

import io.tallystick.Metrics;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.LeaseLostException;
import io.tallystick.spi.RequestGroup;
import io.tallystick.spi.RequestSummary;
import io.tallystick.spi.RequestTable;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.TimeRange;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what was folded of requests into the store's table of summaries.
 *
 * <p>The table is there for people and nothing depends on it. So what a retry may help fails like
 * any other step of a fold and is tried again with it; anything else is said once, counted and left
 * out, and the fold goes on. For one thread.
 */
final class RequestRows {
  private static final Logger LOGGER = LoggerFactory.getLogger(RequestRows.class);

  private final BucketStore buckets;
  private final RequestTable table;
  private final HeldLease lease;
  private final Metrics metrics;
  private boolean isFailing;

  RequestRows(BucketStore buckets, RequestTable table, HeldLease lease, Metrics metrics) {
    this.buckets = buckets;
    this.table = table;
    this.lease = lease;
    this.metrics = metrics;
  }

  /** Empty, and said, where a store has no such table. */
  static Optional<RequestRows> of(StorageBackend storage, HeldLease lease, Metrics metrics) {
    Optional<RequestTable> table = storage.requests();
    if (table.isEmpty()) {
      LOGGER.warn("Requests are not summed up in a table, as they were to be: the store has none.");
    }
    return table.map(there -> new RequestRows(storage.buckets(), there, lease, metrics));
  }

  /** The rows of a window that was folded. */
  WindowRequests of(WindowMarks window) {
    return new WindowRequests(this, window, buckets.identity().zone());
  }

  /** As {@link RequestPortion#read}; nothing where that can never succeed. */
  List<RequestSummary> read(
      Granularity granularity,
      TimeRange range,
      @Nullable RequestGroup after,
      BooleanSupplier isStopped) {
    try {
      int most = RequestPortion.MOST_GROUPS;
      RequestPortion.Page page = new RequestPortion.Page(List.of(), after, most);
      return RequestPortion.read(buckets, granularity, range, page, isStopped);
    } catch (RuntimeException failure) {
      leaveOut(1, failure);
      return List.of();
    }
  }

  /** Puts a few rows, if that can succeed. */
  void put(List<RequestSummary> rows) {
    try {
      table.put(lease.current(), rows);
      isFailing = false;
    } catch (RuntimeException failure) {
      leaveOut(rows.size(), failure);
    }
  }

  private void leaveOut(int rows, RuntimeException reason) {
    if (reason instanceof LeaseLostException
        || (reason instanceof StorageException failure && failure.canRetry())) {
      throw reason;
    }
    metrics.count("tallystick.dropped.count", rows, "reason", "request_summary");
    if (!isFailing) {
      say(reason);
    }
    isFailing = true;
  }

  private static void say(RuntimeException reason) {
    String said = "Summaries of requests are left out of their table until it takes them again";
    if (reason instanceof StorageException) {
      LOGGER.warn("{}: {}", said, reason.toString());
    } else {
      LOGGER.error(said, reason);
    }
  }
}
