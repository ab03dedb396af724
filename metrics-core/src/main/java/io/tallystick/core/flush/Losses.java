package io.tallystick.core.flush;

import io.tallystick.Metrics;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;

/** How many buckets were dropped, by reason; any thread may call. */
final class Losses {
  private static final DropReason[] REASONS = DropReason.values();

  private final AtomicLongArray totals = new AtomicLongArray(REASONS.length);
  private final AtomicLongArray unreported = new AtomicLongArray(REASONS.length);

  void add(DropReason reason, int buckets) {
    totals.addAndGet(reason.ordinal(), buckets);
    unreported.addAndGet(reason.ordinal(), buckets);
  }

  /** Counts what was dropped since the last call. */
  void report(Metrics metrics) {
    for (DropReason reason : REASONS) {
      long buckets = unreported.getAndSet(reason.ordinal(), 0);
      if (buckets > 0) {
        metrics.count("tallystick.dropped.count", buckets, "reason", reason.id());
      }
    }
  }

  /** All since the start by the reasons' words, without those for which nothing was dropped. */
  SortedMap<String, Long> byReason() {
    SortedMap<String, Long> byReason = new TreeMap<>();
    for (DropReason reason : REASONS) {
      long buckets = totals.get(reason.ordinal());
      if (buckets > 0) {
        byReason.put(reason.id(), buckets);
      }
    }
    return byReason;
  }
}
