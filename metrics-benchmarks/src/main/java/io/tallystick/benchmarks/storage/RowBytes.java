package io.tallystick.benchmarks.storage;

import io.tallystick.spi.StorageBackend;
import java.time.Instant;

/** How many bytes a row takes: of a store that holds nothing else, less one of a minute. */
final class RowBytes {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final int SERIES = 500;
  private static final int MINUTES = 200;
  private static final int STANDARD_SAMPLES = 1_000;

  private final Database database;
  private final int samples;

  RowBytes(Database database, int samples) {
    this.database = database;
    this.samples = samples;
  }

  void measure(Report report) {
    if (samples == STANDARD_SAMPLES) {
      report.atMost(
          database.goals().mostCounterBytes(),
          "bytes a row of a counter",
          bytes(new Load(START, SERIES, 0, 0)));
      report.atMost(
          database.goals().mostHistogramBytes(),
          "bytes a row of a histogram, 1,000 samples",
          bytes(new Load(START, 0, SERIES, samples)));
    } else {
      report.say(
          "%-60s %,12.2f",
          "bytes a row of a histogram, %,d samples".formatted(samples),
          bytes(new Load(START, 0, SERIES, samples)));
    }
  }

  /** Each minute is written as often as a minute is flushed, which leaves pages part full. */
  private double bytes(Load load) {
    return (fileBytes(load, MINUTES) - fileBytes(load, 0)) / (double) (MINUTES * SERIES);
  }

  private long fileBytes(Load load, int minutes) {
    String kind = load.series().get(0).kind().name();
    String name = "rows_%d_%s_%d".formatted(samples, kind, minutes);
    try (StorageBackend store = database.openStore(name)) {
      for (int minute = 0; minute <= minutes; minute++) {
        for (long version = 1; version <= Load.VERSIONS; version++) {
          store.buckets().write(load.batch(minute, version));
        }
      }
    }
    return database.bytes(name);
  }
}
