package io.tallystick.core.flush;

import io.tallystick.Metrics;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How many buckets were dropped, by reason; any thread may call. */
final class Losses {
  private final Map<DropReason, Long> totals = new ConcurrentHashMap<>();
  private final Map<DropReason, Long> unreported = new ConcurrentHashMap<>();

  void add(DropReason reason, long buckets) {
    if (buckets > 0) {
      totals.merge(reason, buckets, Long::sum);
      unreported.merge(reason, buckets, Long::sum);
    }
  }

  /** Counts what was dropped since the last call. */
  void report(Metrics metrics) {
    for (DropReason reason : DropReason.values()) {
      Long buckets = unreported.remove(reason);
      if (buckets != null) {
        metrics.count("tallystick.dropped.count", buckets, "reason", reason.id());
      }
    }
  }

  /** All since the start by the reasons' words, without those for which nothing was dropped. */
  SortedMap<String, Long> byReason() {
    SortedMap<String, Long> byReason = new TreeMap<>();
    totals.forEach((reason, buckets) -> byReason.put(reason.id(), buckets));
    return byReason;
  }
}
