package io.tallystick.benchmarks.storage;

import io.tallystick.spi.Batch;
import io.tallystick.spi.StorageBackend;
import java.time.Duration;
import java.time.Instant;

/** A day of 1,000 series: written minute by minute, folded, purged, and asked meanwhile. */
final class DayRun {
  private static final int COUNTERS = 500;
  private static final int HISTOGRAMS = 500;
  private static final int SERIES = COUNTERS + HISTOGRAMS;
  private static final int SAMPLES = 1_000;
  private static final int UPDATED_EVERY = 10;

  private final Database database;
  private final int minutes;
  private final Report report;
  private final Load load;

  DayRun(Database database, int minutes, Report report) {
    this.database = database;
    this.minutes = minutes;
    this.report = report;
    Instant now = Instant.ofEpochSecond(System.currentTimeMillis() / 1_000);
    Instant start = now.minus(Duration.ofHours(26));
    this.load =
        new Load(
            start.minusSeconds(start.getEpochSecond() % 86_400 % 3_600),
            COUNTERS,
            HISTOGRAMS,
            SAMPLES);
  }

  void run() {
    try (StorageBackend store = database.openStore("day");
        Floor floor = database.openFloor("floor", load.series())) {
      write(store, floor);
      new Upkeep(store, floor, load, minutes, report).run();
    }
  }

  /** Floor and ours take turns, so that what disturbs one disturbs the other. */
  private void write(StorageBackend store, Floor floor) {
    Timings floorInserts = new Timings();
    Timings floorUpdates = new Timings();
    Timings inserts = new Timings();
    Timings updates = new Timings();
    Timings flushes = new Timings();
    Timings floorFlushes = new Timings();
    for (int minute = 0; minute < minutes; minute++) {
      int last = minute % UPDATED_EVERY == 0 ? Load.VERSIONS : 1;
      for (int version = 1; version <= last; version++) {
        Batch batch = load.batch(minute, version);
        long start = System.nanoTime();
        floor.write(batch);
        long between = System.nanoTime();
        store.buckets().write(batch);
        long end = System.nanoTime();
        (version == 1 ? floorInserts : floorUpdates).add(between - start, SERIES);
        (version == 1 ? inserts : updates).add(end - between, SERIES);
        floorFlushes.add(between - start, SERIES);
        flushes.add(end - between, SERIES);
      }
    }
    say("inserts", inserts, floorInserts, database.goals().fewestInserts());
    say("updates", updates, floorUpdates, database.goals().fewestUpdates());
    report.say("%-60s %,12.2f", "flush of 1,000 series, p50 in ms", flushes.millisAt(0.5));
    report.say(
        "%-60s %,12.2f", "flush of 1,000 series, p99 in ms, floor", floorFlushes.millisAt(0.99));
    report.atMost(
        database.goals().mostFlushMillis(),
        "flush of 1,000 series, p99 in ms",
        flushes.millisAt(0.99));
  }

  private void say(String what, Timings ours, Timings floor, double fewest) {
    report.say("%-60s %,12.0f", what + ", rows a second, floor", floor.rowsPerSecond());
    report.atLeast(fewest, what + ", rows a second, ours", ours.rowsPerSecond());
    double mostOfFloor = database.goals().mostOfFloor();
    report.atMost(mostOfFloor, what + ", × floor", ours.seconds() / floor.seconds());
    report.atMost(
        mostOfFloor, what + ", × floor at the median", ours.millisAt(0.5) / floor.millisAt(0.5));
  }
}
