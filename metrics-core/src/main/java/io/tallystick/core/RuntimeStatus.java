package io.tallystick.core;

import io.tallystick.core.collect.CollectorStatus;
import io.tallystick.core.derived.DerivedStatus;
import io.tallystick.core.flush.FlushStatus;
import io.tallystick.core.rollup.JanitorStatus;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a runtime gets on, at one moment; for a page that shows whether all is well. Immutable;
 * nothing of it asks the store. Counts are of this process, since the runtime was made.
 *
 * <pre>{@code
 * RuntimeStatus status = runtime.status();
 * if (!status.isWell()) {
 *   status.troubles().forEach(this::warn);
 * }
 * }</pre>
 *
 * @param state what it is and may take; null when it is switched off by its options
 * @param flush how recording and the store get on
 * @param flushLag how old the oldest thing is that was recorded and is not stored: how long ago the
 *     tick was that read it. Zero when all that ticks have read is stored
 * @param janitor how folding and purging went at the end of the last sweep
 * @param store how large the store is and becomes, what it holds and who writes to it
 * @param guardHits how often a guard refused or changed a series, by its rule
 * @param dropped how many samples were not kept, by reason
 * @param overflow how many samples went to the overflow series of a metric that had too many, by
 *     metric
 * @param derived how each derived metric and table gets on
 * @param collectors how each collector gets on
 * @param troubles what is wrong now, in a sentence each; without the texts of failures, which may
 *     hold what is nobody's business and are in the log
 */
public record RuntimeStatus(
    @Nullable RuntimeState state,
    FlushStatus flush,
    Duration flushLag,
    JanitorStatus janitor,
    StoreStatus store,
    SortedMap<String, Long> guardHits,
    SortedMap<String, Long> dropped,
    SortedMap<String, Long> overflow,
    List<DerivedStatus> derived,
    List<CollectorStatus> collectors,
    List<String> troubles) {
  /** Copies the maps and the lists. */
  public RuntimeStatus {
    guardHits = Collections.unmodifiableSortedMap(new TreeMap<>(guardHits));
    dropped = Collections.unmodifiableSortedMap(new TreeMap<>(dropped));
    overflow = Collections.unmodifiableSortedMap(new TreeMap<>(overflow));
    derived = List.copyOf(derived);
    collectors = List.copyOf(collectors);
    troubles = List.copyOf(troubles);
  }

  /** Of a runtime that records nothing: nothing is wrong with it. */
  static RuntimeStatus switchedOff() {
    return new RuntimeStatus(
        null,
        FlushStatus.none(),
        Duration.ZERO,
        JanitorStatus.NOT_YET,
        StoreStatus.unknown(OptionalLong.empty()),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        List.of(),
        List.of(),
        List.of());
  }

  /**
   * Whether nothing is wrong now: the store takes what is recorded in time and can be looked at,
   * folding and purging work, no budget and no metric is full or nearly so, the store has room for
   * a week, and each derived metric and each collector works. What was dropped or refused once and
   * is over does not count; the counts tell it.
   */
  public boolean isWell() {
    return troubles.isEmpty();
  }
}
