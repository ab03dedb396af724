package io.tallystick.benchmarks.storage;

import io.tallystick.GaugeCombination;
import io.tallystick.Metrics;
import io.tallystick.core.rollup.Janitor;
import io.tallystick.core.rollup.JanitorSettings;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.PurgeOutcome;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Folds and purges what was written, while somebody reads. */
final class Upkeep {
  private static final double MOST_TRANSACTION_MILLIS = 50;
  private static final double MOST_OF_FLOOR = 1.3;
  private static final int ROWS_A_PURGE = 2_000;
  private static final Duration QUIET = Duration.ofSeconds(5);

  private final StorageBackend store;
  private final Floor floor;
  private final Load load;
  private final int minutes;
  private final Report report;

  Upkeep(StorageBackend store, Floor floor, Load load, int minutes, Report report) {
    this.store = store;
    this.floor = floor;
    this.load = load;
    this.minutes = minutes;
    this.report = report;
  }

  void run() {
    idle(); // so that the virtual machine knows the way
    report.say(
        "%-60s %,12.2f", "reader of 50 series, an hour, p99 in ms, idle", idle().millisAt(0.99));
    fold();
    purge();
  }

  private Reader reader() {
    TimeRange hour = new TimeRange(load.minute(Math.max(0, minutes - 60)), load.minute(minutes));
    String name = load.series().get(0).name();
    return Reader.start(store.buckets(), BucketQuery.system(Granularity.MINUTE, hour, name));
  }

  private Timings idle() {
    Reader reader = reader();
    long end = System.nanoTime() + QUIET.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
    reader.close();
    return reader.timings();
  }

  private void fold() {
    Timings bare = whileReading(this::foldBare);
    TimedStore timed = new TimedStore(store);
    Reader reader = reader();
    Timings ours = foldAll(timed);
    reader.close();
    report.say(
        "%-60s %,12.2f", "folding 1m to 5m to 1h to 1d, s, floor, adds up nothing", bare.seconds());
    report.say("%-60s %,12.2f", "folding 1m to 5m to 1h to 1d, s, ours", ours.seconds());
    report.say("%-60s %,12.2f", "of it reading, s", timed.reading().seconds());
    report.say("%-60s %,12.2f", "of it writing, s", timed.folding().seconds());
    report.atMost(MOST_OF_FLOOR, "folding, × floor", ours.seconds() / bare.seconds());
    report.say("%-60s %,12.2f", "folding, a transaction, p50 in ms", timed.folding().millisAt(0.5));
    report.atMost(
        MOST_TRANSACTION_MILLIS,
        "folding, a transaction of 250 series, p99 in ms",
        timed.folding().millisAt(0.99));
    report.say("%-60s %,12.2f", "reader while folding, p99 in ms", reader.timings().millisAt(0.99));
  }

  /** Folds until nothing is left to fold; each sweep is timed. */
  static Timings foldAll(StorageBackend store) {
    Janitor janitor =
        new Janitor(
            store,
            WriterId.random(),
            JanitorSettings.standard().withBuckets(Map.of()).withSweepTime(Duration.ofMinutes(10)),
            name -> GaugeCombination.LAST,
            Metrics.noop(),
            System::nanoTime);
    Timings sweeps = new Timings();
    do {
      sweeps.time(0, janitor::sweep);
    } while (janitor.status().waitingWindow() != null);
    janitor.release();
    return sweeps;
  }

  /** The floor has to share the machine with whoever asks too. */
  private Timings whileReading(Supplier<Timings> floorWork) {
    Reader reader = reader();
    try {
      return floorWork.get();
    } finally {
      reader.close();
    }
  }

  private Timings foldBare() {
    Timings bare = new Timings();
    for (Granularity target : Granularity.values()) {
      if (target.finer().isPresent()) {
        bare.time(0, () -> foldBare(target));
      }
    }
    return bare;
  }

  private void foldBare(Granularity target) {
    Instant end = load.minute(minutes);
    Instant from = load.minute(0);
    while (from.isBefore(end)) {
      TimeRange window = target.bucketRange(from, ZoneOffset.UTC);
      floor.fold(target, window);
      from = window.to();
    }
  }

  private Timings purgeBare(Instant before) {
    Timings bare = new Timings();
    int removed = 1;
    while (removed > 0) {
      long start = System.nanoTime();
      removed = floor.purge(before, ROWS_A_PURGE);
      bare.add(System.nanoTime() - start, removed);
    }
    return bare;
  }

  private void purge() {
    Instant before = Granularity.FIVE_MINUTES.bucketStart(load.minute(minutes));
    Timings bare = whileReading(() -> purgeBare(before));
    Lease lease =
        store.control().acquire("janitor", WriterId.random(), Duration.ofMinutes(10)).orElseThrow();
    Timings ours = new Timings();
    Reader reader = reader();
    boolean isDone = false;
    while (!isDone) {
      long start = System.nanoTime();
      PurgeOutcome outcome = store.buckets().purge(lease, Granularity.MINUTE, before, ROWS_A_PURGE);
      ours.add(System.nanoTime() - start, outcome.removed());
      isDone = outcome.isDone();
    }
    reader.close();
    report.say("%-60s %,12.2f", "purging all minutes, s, floor", bare.seconds());
    report.say("%-60s %,12.2f", "purging all minutes, s, ours", ours.seconds());
    report.atMost(MOST_OF_FLOOR, "purging, × floor", ours.seconds() / bare.seconds());
    report.say("%-60s %,12.2f", "purging, a portion, p50 in ms", ours.millisAt(0.5));
    report.say("%-60s %,12.2f", "purging, a portion, p99 in ms", ours.millisAt(0.99));
    report.say("%-60s %,12.2f", "reader while purging, p99 in ms", reader.timings().millisAt(0.99));
  }
}
