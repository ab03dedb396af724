package io.tallystick.core;

import io.tallystick.core.collect.CollectorStatus;
import io.tallystick.core.derived.DerivedStatus;
import io.tallystick.core.flush.FlushStatus;
import io.tallystick.core.rollup.JanitorStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is wrong, in sentences that a person understands. The texts of failures stay in the log: a
 * driver may put into them what not everybody may read who may read this.
 */
final class Troubles {
  /** From here on something is nearly full. */
  private static final double NEARLY = 0.9;

  /** What is not stored after so many flush intervals is late. */
  private static final int LATE_INTERVALS = 3;

  /** A write takes its time, and a window is open for a minute. */
  private static final Duration NEVER_LATE = Duration.ofMinutes(2);

  private static final Duration SOON = Duration.ofDays(7);
  private static final double PERCENT = 100;

  private static final Map<String, String> BUDGETS =
      Map.of(
          "cells", Options.BUDGET_CELLS.property(),
          "histograms", Options.BUDGET_HISTOGRAMS.property(),
          "backlog", Options.BUDGET_BACKLOG.property());

  private final List<String> sentences = new ArrayList<>();

  List<String> sentences() {
    return sentences;
  }

  private void say(String sentence, Object... parts) {
    sentences.add(String.format(Locale.ROOT, sentence, parts));
  }

  /** The store does not take what is recorded, or not in time. */
  Troubles flush(FlushStatus flush, Duration lag, Duration interval) {
    Instant awaySince = flush.awaySince();
    if (awaySince != null) {
      say(
          "The store has been away since %s: what is recorded waits in memory, %d buckets by now."
              + " The log says why.",
          awaySince, flush.waitingBuckets());
    } else if (isLate(lag, interval)) {
      say(
          "What was recorded %d s ago is not stored yet: the store takes it too slowly.",
          lag.toSeconds());
    }
    return this;
  }

  private static boolean isLate(Duration lag, Duration interval) {
    return lag.compareTo(NEVER_LATE) > 0
        && lag.compareTo(interval.multipliedBy(LATE_INTERVALS)) > 0;
  }

  /** The store answers writes and nothing else; what is away as a whole was said before. */
  Troubles upkeep(FlushStatus flush, JanitorStatus janitor, StoreStatus store) {
    if (!flush.isAway() && janitor.lastFailure() != null) {
      say(
          "Folding and purging failed when it was tried last, and is tried again. The log says why.");
    }
    if (!flush.isAway() && store.lastFailure() != null) {
      say("The store could not be asked how large it is, and is asked again. The log says why.");
    }
    if (janitor.waitsForClock()) {
      say("Nothing is purged because the clock was not steady; that begins again when it is.");
    }
    return this;
  }

  /** The store is full, or will be in a week. */
  Troubles size(StoreStatus store, Instant now) {
    Instant fullAt = store.fullAt();
    if (fullAt != null && store.mostBytes().isPresent()) {
      long most = store.mostBytes().getAsLong();
      String toDo = "raise %s, or keep history for less long.";
      if (store.sizeBytes().orElse(0) >= most) {
        say(
            "The store has the size of %s that it may have, and sheds its finest history: " + toDo,
            bytes(most),
            Options.STORE_MAX_SIZE.property());
      } else if (!fullAt.isBefore(now) && fullAt.isBefore(now.plus(SOON))) {
        say(
            "If the store grows on as it did, it reaches the %s that it may take at %s: " + toDo,
            bytes(most),
            fullAt.truncatedTo(ChronoUnit.HOURS),
            Options.STORE_MAX_SIZE.property());
      }
    }
    return this;
  }

  private static String bytes(long bytes) {
    return bytes < ByteSize.GB
        ? String.format(Locale.ROOT, "%.0f MB", (double) bytes / ByteSize.MB)
        : String.format(Locale.ROOT, "%.1f GB", (double) bytes / ByteSize.GB);
  }

  /** A budget of memory is full or nearly so, or there are too many series in all. */
  Troubles room(RuntimeState state) {
    state
        .memory()
        .forEach(
            (budget, memory) -> {
              if (isNearlyFull(memory.usedBytes(), memory.givenBytes())) {
                say(
                    "The budget of %s is %d %% full: raise %s, or record fewer series.",
                    budget,
                    percent(memory.usedBytes(), memory.givenBytes()),
                    BUDGETS.getOrDefault(budget, "it"));
              }
            });
    if (isNearlyFull(state.series(), state.mostSeries())) {
      say(
          "%d of %d series are taken: raise %s, or record fewer.",
          state.series(), state.mostSeries(), Options.LIMIT_SERIES_IN_ALL.property());
    }
    return this;
  }

  private static boolean isNearlyFull(long used, long most) {
    return used >= NEARLY * most;
  }

  private static long percent(long used, long most) {
    return (long) (PERCENT * used / most);
  }

  /** A metric has as many series as it may, and others found no room. */
  Troubles full(String metric, int series, long samples) {
    say(
        "The metric %s has all of the %d series that it may have: %d samples of others went to its"
            + " overflow series.",
        metric, series, samples);
    return this;
  }

  /** A derived metric does not work. */
  Troubles derived(List<DerivedStatus> all) {
    for (DerivedStatus each : all) {
      switch (each.state()) {
        case DISABLED ->
            say(
                "The derived metric %s is switched off since %s because it failed three times; it"
                    + " is tried again once in ten minutes. The log says why.",
                each.name(), each.since());
        case FAILING ->
            say(
                "The derived metric %s has failed since %s and is asked again. The log says why.",
                each.name(), each.since());
        case OK -> {}
      }
    }
    return this;
  }

  /** A collector does not work. */
  Troubles collectors(List<CollectorStatus> all) {
    for (CollectorStatus each : all) {
      switch (each.state()) {
        case DISABLED ->
            say(
                "The collector %s is switched off since %s because it failed or hung three times; it"
                    + " is tried again once in ten minutes. The log says why.",
                each.name(), each.since());
        case FAILING ->
            say(
                "The collector %s has failed since %s and is asked again. The log says why.",
                each.name(), each.since());
        case OK, OFF -> {}
      }
    }
    return this;
  }
}
