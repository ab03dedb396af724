package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.collect.CollectorStatus;
import io.tallystick.core.derived.DerivedStatus;
import io.tallystick.core.flush.FlushStatus;
import io.tallystick.core.rollup.JanitorStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The sentences that say what is wrong. */
class TroublesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final FlushStatus WELL = FlushStatus.none();
  private static final String SECRET = "jdbc:postgresql://db/?password=secret";

  private final Troubles troubles = new Troubles();

  private static FlushStatus away() {
    return new FlushStatus(
        Instant.parse("2026-03-01T09:30:00Z"), null, SECRET, 12, 340, 1, 0, new TreeMap<>(), null);
  }

  private static JanitorStatus janitor(boolean waitsForClock, @Nullable String failure) {
    return new JanitorStatus(
        true, null, null, null, waitsForClock, failure, OptionalLong.empty(), 0);
  }

  private static StoreStatus store(long mostBytes, @Nullable Instant fullAt) {
    StoreStatus unknown = StoreStatus.unknown(OptionalLong.of(mostBytes));
    return new StoreStatus(
        OptionalLong.of(NOW.equals(fullAt) ? mostBytes : 1),
        unknown.mostBytes(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        fullAt,
        List.of(),
        new TreeMap<>(),
        NOW,
        null);
  }

  private static RuntimeState state(int series, String budget, long usedBytes) {
    SortedMap<String, RuntimeState.Memory> memory = new TreeMap<>();
    memory.put(budget, new RuntimeState.Memory(usedBytes, 1_000));
    return new RuntimeState(
        null, "api", NOW, Duration.ZERO, series, 1_000, 100, memory, new TreeMap<>());
  }

  @Test
  void whereAllIsWellNothingIsSaid() {
    troubles
        .flush(WELL, Duration.ofMinutes(2), INTERVAL)
        .upkeep(WELL, JanitorStatus.NOT_YET, StoreStatus.unknown(OptionalLong.empty()))
        .size(store(1_000, null), NOW)
        .size(store(1_000, NOW.plus(Duration.ofDays(8))), NOW)
        .room(state(899, "cells", 899))
        .derived(List.of(derived(DerivedStatus.State.OK)));

    assertThat(troubles.sentences()).isEmpty();
  }

  @Test
  void aStoreThatIsAwayIsSaidOnceWithoutWhatItsDriverSaid() {
    troubles
        .flush(away(), Duration.ofMinutes(30), INTERVAL)
        .upkeep(
            away(),
            janitor(false, SECRET),
            StoreStatus.unknown(OptionalLong.empty()).failed(SECRET));

    assertThat(troubles.sentences())
        .containsExactly(
            "The store has been away since 2026-03-01T09:30:00Z: what is recorded waits in memory,"
                + " 340 buckets by now. The log says why.");
  }

  @Test
  void aStoreThatIsTooSlowIsSaid() {
    troubles.flush(WELL, Duration.ofSeconds(150), INTERVAL);
    troubles.flush(WELL, Duration.ofSeconds(150), Duration.ofMinutes(1));

    assertThat(troubles.sentences())
        .containsExactly(
            "What was recorded 150 s ago is not stored yet: the store takes it too slowly.");
  }

  @Test
  void upkeepThatFailsIsSaid() {
    troubles.upkeep(
        WELL, janitor(true, SECRET), StoreStatus.unknown(OptionalLong.empty()).failed(SECRET));

    assertThat(troubles.sentences())
        .containsExactly(
            "Folding and purging failed when it was tried last, and is tried again. The log says"
                + " why.",
            "The store could not be asked how large it is, and is asked again. The log says why.",
            "Nothing is purged because the clock was not steady; that begins again when it is.");
  }

  @Test
  void aStoreThatIsFullOrSoonWillBeIsSaid() {
    troubles.size(store(500 * ByteSize.MB, NOW), NOW);
    troubles.size(store(10 * ByteSize.GB, Instant.parse("2026-03-04T17:12:00Z")), NOW);
    troubles.size(
        store(ByteSize.GB, NOW.minusSeconds(1)), NOW); // foretold, and not looked at since

    assertThat(troubles.sentences())
        .containsExactly(
            "The store has the size of 500 MB that it may have, and sheds its finest history:"
                + " raise tallystick.store.max.size, or keep history for less long.",
            "If the store grows on as it did, it reaches the 10.0 GB that it may take at"
                + " 2026-03-04T17:00:00Z: raise tallystick.store.max.size, or keep history for"
                + " less long.");
  }

  @Test
  void whatIsNearlyFullIsSaid() {
    troubles.room(state(1, "histograms", 975)).room(state(900, "backlog", 2_000));

    assertThat(troubles.sentences())
        .containsExactly(
            "The budget of histograms is 97 % full: raise tallystick.budget.histograms, or record"
                + " fewer series.",
            "The budget of backlog is 200 % full: raise tallystick.budget.backlog, or record fewer"
                + " series.",
            "900 of 1000 series are taken: raise tallystick.limit.series.in.all, or record fewer.");
  }

  @Test
  void aMetricThatIsFullIsSaid() {
    troubles.full("orders.count", 1_000, 12);

    assertThat(troubles.sentences())
        .containsExactly(
            "The metric orders.count has all of the 1000 series that it may have: 12 samples of"
                + " others went to its overflow series.");
  }

  private static DerivedStatus derived(DerivedStatus.State state) {
    return new DerivedStatus("users.total", state, SECRET, NOW, 0);
  }

  @Test
  void aDerivedMetricThatDoesNotWorkIsSaid() {
    troubles.derived(
        List.of(derived(DerivedStatus.State.DISABLED), derived(DerivedStatus.State.FAILING)));

    assertThat(troubles.sentences())
        .containsExactly(
            "The derived metric users.total is switched off since 2026-03-01T10:00:00Z because it"
                + " failed three times; it is tried again once in ten minutes. The log says why.",
            "The derived metric users.total has failed since 2026-03-01T10:00:00Z and is asked"
                + " again. The log says why.");
  }

  private static CollectorStatus collector(CollectorStatus.State state) {
    return new CollectorStatus("mailbox", state, SECRET, NOW, 0, null, null, 0);
  }

  @Test
  void aCollectorThatDoesNotWorkIsSaid() {
    troubles.collectors(
        List.of(
            collector(CollectorStatus.State.OK),
            collector(CollectorStatus.State.OFF),
            collector(CollectorStatus.State.DISABLED),
            collector(CollectorStatus.State.FAILING)));

    assertThat(troubles.sentences())
        .containsExactly(
            "The collector mailbox is switched off since 2026-03-01T10:00:00Z because it failed or"
                + " hung three times; it is tried again once in ten minutes. The log says why.",
            "The collector mailbox has failed since 2026-03-01T10:00:00Z and is asked again. The"
                + " log says why.");
  }
}
