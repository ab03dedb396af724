package io.tallystick.benchmarks.storage;

import io.tallystick.MetricKind;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How large a store is that keeps what is kept unless told otherwise: minutes of a day, five
 * minutes of a week, hours of 90 days, and days of a year. Minutes are written as often as they are
 * flushed, wider buckets once, as a fold does.
 */
final class Sizing {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final double BYTES_A_MEGABYTE = 1024 * 1024;
  private final Database database;
  private final int series;
  private final Report report;

  Sizing(Database database, int series, Report report) {
    this.database = database;
    this.series = series;
    this.report = report;
  }

  void run() {
    measure("counters", series, 0, 0);
    measure("histograms, 60 samples a minute", 0, series, 60);
    measure("histograms, 1,000 samples a minute", 0, series, 1_000);
  }

  private static Duration kept(Granularity granularity) {
    return switch (granularity) {
      case MINUTE -> Duration.ofDays(1);
      case FIVE_MINUTES -> Duration.ofDays(7);
      case HOUR -> Duration.ofDays(90);
      case DAY -> Duration.ofDays(365);
    };
  }

  private void measure(String what, int counters, int histograms, int samples) {
    String name = "sizing_%d_%d".formatted(histograms, samples);
    Instant dayAgo = NOW.minus(kept(Granularity.MINUTE));
    Load load = new Load(dayAgo, counters, histograms, samples);
    long rows = 0;
    try (StorageBackend store = database.openStore(name)) {
      for (Granularity granularity :
          List.of(Granularity.DAY, Granularity.HOUR, Granularity.FIVE_MINUTES)) {
        rows += writeFolded(store, load, granularity, samples);
      }
      rows += writeMinutes(store, load);
    }
    long bytes = database.allBytes(name);
    report.say(
        "%,6d %-40s %,10d rows %,10.1f MB %,8.0f kB a series",
        series, what, rows, bytes / BYTES_A_MEGABYTE, bytes / BYTES_A_MEGABYTE * 1024 / series);
  }

  private static long writeMinutes(StorageBackend store, Load load) {
    long minutes = kept(Granularity.MINUTE).toMinutes();
    for (int minute = 0; minute < minutes; minute++) {
      for (long version = 1; version <= Load.VERSIONS; version++) {
        store.buckets().write(load.batch(minute, version));
      }
    }
    return minutes * load.series().size();
  }

  private static long writeFolded(
      StorageBackend store, Load load, Granularity granularity, int samplesAMinute) {
    long minutes = granularity.width().toMinutes();
    List<HistogramState> states =
        samplesAMinute == 0 ? List.of() : Load.histograms((int) (minutes * samplesAMinute));
    long windows = kept(granularity).dividedBy(granularity.width());
    for (long window = windows; window > 0; window--) {
      Instant start = NOW.minus(granularity.width().multipliedBy(window));
      List<OwnedBucket> rows = new ArrayList<>();
      for (int i = 0; i < load.series().size(); i++) {
        SeriesKey key = load.series().get(i);
        Bucket bucket = new Bucket(start, 1, state(key, states, (int) window + i));
        rows.add(new OwnedBucket(key, granularity, WriterId.FOLDED, bucket));
      }
      store.buckets().write(new Batch(rows));
    }
    return windows * load.series().size();
  }

  private static BucketState state(SeriesKey key, List<HistogramState> states, int seed) {
    return key.kind() == MetricKind.COUNTER
        ? CounterState.ofWhole(seed)
        : states.get(seed % states.size());
  }
}
