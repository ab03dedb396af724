package io.tallystick.benchmarks.storage;

import io.tallystick.spi.StorageBackend;
import io.tallystick.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** How many bytes a row takes: of a file that holds nothing else, less one that is empty. */
final class RowBytes {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final int SERIES = 500;
  private static final int MINUTES = 200;
  private static final double MOST_COUNTER_BYTES = 40;
  private static final double MOST_HISTOGRAM_BYTES = 300;
  private static final int STANDARD_SAMPLES = 1_000;

  private final Path directory;
  private final int samples;

  RowBytes(Path directory, int samples) {
    this.directory = directory;
    this.samples = samples;
  }

  void measure(Report report) {
    if (samples == STANDARD_SAMPLES) {
      report.atMost(
          MOST_COUNTER_BYTES, "bytes a row of a counter", bytes(new Load(START, SERIES, 0, 0)));
      report.atMost(
          MOST_HISTOGRAM_BYTES,
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
    Path file = directory.resolve("rows-%d-%s-%d.db".formatted(samples, kind, minutes));
    try (StorageBackend store = SqliteStore.open(file)) {
      for (int minute = 0; minute <= minutes; minute++) {
        for (long version = 1; version <= Load.VERSIONS; version++) {
          store.buckets().write(load.batch(minute, version));
        }
      }
    }
    try {
      return Files.size(file); // which is closed, so that the log is in it
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
