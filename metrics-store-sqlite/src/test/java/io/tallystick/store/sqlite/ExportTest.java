package io.tallystick.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricDescriptor;
import io.tallystick.MetricKind;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.core.export.ExportFormat;
import io.tallystick.core.export.ExportRequest;
import io.tallystick.core.export.HistoryExport;
import io.tallystick.core.merge.GaugeRules;
import io.tallystick.core.rollup.Janitor;
import io.tallystick.core.rollup.JanitorSettings;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.WriterId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** History that is folded and purged in part, in a file. */
class ExportTest {
  private static final Function<String, Optional<MetricDescriptor>> NOTHING_KNOWN =
      name -> Optional.empty();
  private static final int SERIES = 40;

  private final Random random = new Random(20_261_126);
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
  private long sum;
  private int rows;

  @TempDir Path directory;

  @Test
  void eachSampleIsThereOnceWhateverIsFoldedOrPurged() throws Exception {
    try (SqliteStore store = SqliteStore.open(directory.resolve("metrics.db"))) {
      record(store, 1_500, Duration.ofHours(20));
      long[] elapsedNanos = {0};
      Janitor janitor = janitor(store, elapsedNanos);
      janitor.look();
      for (int i = 0; i < 3; i++) {
        elapsedNanos[0] += Duration.ofMinutes(31).toNanos();
        janitor.sweep();
      }
      record(store, 300, Duration.ofMinutes(40));

      String csv = text(store, ExportRequest.all(), ExportFormat.CSV);

      assertThat(csv).contains(",1m,", ",5m,", ",1h,");
      assertThat(wholes(csv)).isEqualTo(sum);
      assertThat(last(text(store, ExportRequest.all(), ExportFormat.OPEN_METRICS))).isEqualTo(sum);
      for (Granularity granularity : List.of(Granularity.HOUR, Granularity.DAY)) {
        ExportRequest request =
            ExportRequest.of(SeriesFilter.system("orders.count")).granularity(granularity);
        assertThat(wholes(text(store, request, ExportFormat.CSV))).isEqualTo(sum);
      }
    }
  }

  private static Janitor janitor(SqliteStore store, long[] elapsedNanos) {
    JanitorSettings settings =
        JanitorSettings.standard()
            .withBuckets(
                Map.of(
                    Granularity.MINUTE, Duration.ofHours(2),
                    Granularity.FIVE_MINUTES, Duration.ofHours(6)));
    return new Janitor(
        store,
        WriterId.random(),
        settings,
        new GaugeRules(NOTHING_KNOWN),
        Metrics.noop(),
        () -> elapsedNanos[0]);
  }

  /** Each row is of a writer of its own, so that none replaces another. */
  private void record(SqliteStore store, int samples, Duration before) {
    List<OwnedBucket> batch = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      Granularity granularity =
          List.of(Granularity.MINUTE, Granularity.MINUTE, Granularity.FIVE_MINUTES)
              .get(random.nextInt(3));
      Instant start =
          granularity.bucketStart(now.minusSeconds(random.nextLong(before.toSeconds())));
      SeriesKey series =
          SeriesKey.system(
              "orders.count",
              MetricKind.COUNTER,
              "service:api",
              Tags.of("n", String.valueOf(random.nextInt(SERIES))));
      long whole = 1 + random.nextInt(100);
      sum += whole;
      batch.add(
          new OwnedBucket(
              series,
              granularity,
              new WriterId(9, ++rows),
              new Bucket(start, 1, CounterState.ofWhole(whole))));
    }
    store.buckets().write(Batch.of(batch.toArray(new OwnedBucket[0])));
  }

  private static String text(SqliteStore store, ExportRequest request, ExportFormat format)
      throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new HistoryExport(store.buckets(), NOTHING_KNOWN).write(request, format, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static long wholes(String csv) {
    return csv.lines().skip(1).mapToLong(line -> Long.parseLong(line.split(",")[10])).sum();
  }

  /** What the last samples of all series add up to. */
  private static long last(String openMetrics) {
    Map<String, Long> last = new HashMap<>();
    openMetrics
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(" "))
        .forEach(words -> last.put(words[0], Long.valueOf(words[1])));
    assertThat(last).hasSize(SERIES);
    return last.values().stream().mapToLong(Long::longValue).sum();
  }
}
