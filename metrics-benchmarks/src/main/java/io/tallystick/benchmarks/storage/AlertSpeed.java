package io.tallystick.benchmarks.storage;

import io.tallystick.MetricKind;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.alert.AlertSettings;
import io.tallystick.core.alert.Alerts;
import io.tallystick.core.alert.Backtest;
import io.tallystick.core.alert.Comparison;
import io.tallystick.core.alert.LimitUses;
import io.tallystick.core.alert.RuleDefinition;
import io.tallystick.core.alert.RuleMeasure;
import io.tallystick.core.catalog.Catalogue;
import io.tallystick.core.query.Limits;
import io.tallystick.core.query.LiveHistory;
import io.tallystick.core.query.MetricsReader;
import io.tallystick.core.query.ReaderSettings;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.Lease;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import io.tallystick.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * How long does it take to evaluate 100 rules of 20 groups each, on SQLite over a store of 1,000
 * series, and to try one rule on the minutes of a week?
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar alerts speed
 * }</pre>
 */
public final class AlertSpeed {
  private static final int SERIES = 1_000;
  private static final int RULES = 100;
  private static final int GROUPS = 20;
  private static final int MINUTES_OF_ALL = 240;
  private static final int MINUTES_A_WEEK = 7 * 1_440;
  private static final int ROUNDS = 15;
  private static final double MOST_EVALUATION_SECONDS = 1;
  private static final double MOST_BACKTEST_SECONDS = 2;
  private static final List<HistogramState> HISTOGRAMS = Load.histograms(1_000);
  private static final WriterId WRITER = new WriterId(5, 5);

  private final PrintStream out;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
  private Instant clock = now;

  /** A measurement that prints there. */
  public AlertSpeed(PrintStream out) {
    this.out = out;
  }

  /** Ends with 0 when both goals were met, and 1 when one was missed. */
  public int run() {
    Path folder = folder();
    try (StorageBackend store = SqliteStore.open(folder.resolve("alerts.db"))) {
      fill(store);
      boolean isEvaluatedFast = evaluation(store);
      boolean isTriedFast = backtests(store);
      return isEvaluatedFast && isTriedFast ? 0 : 1;
    } finally {
      remove(folder);
    }
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("alerts");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hours of all series, and a week of those of one metric that are tried on the past. */
  private void fill(StorageBackend store) {
    List<SeriesKey> all = new ArrayList<>();
    for (int i = 0; i < SERIES / 2; i++) {
      all.add(series("part_%d.count".formatted(i / GROUPS), MetricKind.COUNTER, i % GROUPS));
      all.add(
          series("part_%d.duration_ms".formatted(i / GROUPS), MetricKind.HISTOGRAM, i % GROUPS));
    }
    List<SeriesKey> ofAWeek = all.stream().filter(key -> key.name().startsWith("part_0.")).toList();
    for (int minute = MINUTES_A_WEEK; minute > 0; minute--) {
      Instant start = now.minus(Duration.ofMinutes(minute));
      List<OwnedBucket> rows = new ArrayList<>();
      for (SeriesKey key : minute <= MINUTES_OF_ALL ? all : ofAWeek) {
        rows.add(
            new OwnedBucket(
                key, Granularity.MINUTE, WRITER, new Bucket(start, 1, state(key, minute))));
      }
      store.buckets().write(new Batch(rows));
    }
  }

  private static SeriesKey series(String name, MetricKind kind, int group) {
    return SeriesKey.system(name, kind, "service:api", Tags.of("route_id", "/items/" + group));
  }

  private static BucketState state(SeriesKey key, int minute) {
    return key.kind() == MetricKind.COUNTER
        ? CounterState.ofWhole(50 + minute % 17)
        : HISTOGRAMS.get(Math.floorMod(minute, HISTOGRAMS.size()));
  }

  private boolean evaluation(StorageBackend store) {
    List<RuleDefinition> rules = new ArrayList<>();
    for (int i = 0; i < RULES; i++) {
      rules.add(rule(i));
    }
    double[] seconds = new double[ROUNDS];
    try (Alerts alerts = alerts(store, rules)) {
      for (int round = 0; round < ROUNDS; round++) {
        clock = now.plus(Duration.ofMinutes(round - ROUNDS)).plusSeconds(16);
        long start = System.nanoTime();
        alerts.look();
        seconds[round] = (System.nanoTime() - start) / 1e9;
      }
      if (alerts.status().problems().size() > 0 || alerts.status().lastError() != null) {
        throw new IllegalStateException("Not all rules were evaluated: " + alerts.status());
      }
    }
    out.printf(
        Locale.ROOT, "evaluating %d rules of %d groups: first %.3f s%n", RULES, GROUPS, seconds[0]);
    double[] others = Arrays.copyOfRange(seconds, 1, ROUNDS);
    Arrays.sort(others);
    double median = others[others.length / 2];
    out.printf(
        Locale.ROOT,
        "then %.3f s (%.3f to %.3f); goal %.0f s%n",
        median,
        others[0],
        others[others.length - 1],
        MOST_EVALUATION_SECONDS);
    return median <= MOST_EVALUATION_SECONDS;
  }

  /** Counts, percentiles and shares of all metrics, and every tenth a spike. */
  private static RuleDefinition rule(int number) {
    String part = "part_" + number % (SERIES / 2 / GROUPS);
    RuleMeasure count = RuleMeasure.of(part + ".count").aggregation("count");
    RuleMeasure time = RuleMeasure.of(part + ".duration_ms").aggregation("p95");
    String name = "rule " + number;
    RuleDefinition rule =
        switch (number % 10) {
          case 0 -> RuleDefinition.spike(name, part + ".count");
          case 1, 2, 3, 4, 5 -> RuleDefinition.metric(name, count, Comparison.GT, 1_000_000);
          default -> RuleDefinition.metric(name, time, Comparison.GT, 1_000_000);
        };
    return rule.groupBy("route_id");
  }

  private boolean backtests(StorageBackend store) {
    TimeRange week = new TimeRange(now.minus(Duration.ofMinutes(MINUTES_A_WEEK)), now);
    RuleMeasure count = RuleMeasure.of("part_0.count").aggregation("count");
    RuleMeasure time = RuleMeasure.of("part_0.duration_ms").aggregation("p95");
    boolean ofCounts = backtest(store, week, "count, one group", ofOne(count));
    boolean ofTimes = backtest(store, week, "p95, one group", ofOne(time));
    boolean ofSpikes = backtest(store, week, "spike, one group", spike());
    backtest(store, week, "count, 20 groups", ofAll(count));
    backtest(store, week, "p95, 20 groups", ofAll(time));
    return ofCounts && ofTimes && ofSpikes;
  }

  private static RuleDefinition ofOne(RuleMeasure measure) {
    return ofAll(measure).groupBy().tag("route_id", "/items/0");
  }

  private static RuleDefinition ofAll(RuleMeasure measure) {
    return RuleDefinition.metric("tried", measure, Comparison.GT, 300).groupBy("route_id");
  }

  private static RuleDefinition spike() {
    return RuleDefinition.spike("tried", "part_0.count").tag("route_id", "/items/0");
  }

  private boolean backtest(
      StorageBackend store, TimeRange range, String what, RuleDefinition rule) {
    double least = Double.POSITIVE_INFINITY;
    int minutes = 0;
    clock = now.plusSeconds(16);
    try (Alerts alerts = alerts(store, List.of())) {
      for (int round = 0; round < 3; round++) {
        long start = System.nanoTime();
        Backtest tried = alerts.backtest(rule, range);
        least = Math.min(least, (System.nanoTime() - start) / 1e9);
        minutes = (int) tried.parts().get(0).step().toMinutes();
      }
    }
    out.printf(
        Locale.ROOT,
        "trying %s on 7 days by %d min: best of 3 %.3f s; goal %.0f s%n",
        what,
        minutes,
        least,
        MOST_BACKTEST_SECONDS);
    return least <= MOST_BACKTEST_SECONDS && minutes == 1;
  }

  private Alerts alerts(StorageBackend store, List<RuleDefinition> rules) {
    Supplier<Moment> moments = () -> new Moment(clock.toEpochMilli(), System.nanoTime());
    WriterId holder = WriterId.random();
    return new Alerts(
        store.control(),
        reader(store),
        reader(store),
        new AlertSettings(
            rules,
            null,
            List.of(),
            target -> {
              throw new IllegalStateException("No rule has a webhook.");
            },
            target -> {},
            "",
            Duration.ofMinutes(1),
            () -> lease(store, holder),
            LimitUses.NONE,
            Metrics.noop(),
            moments));
  }

  private MetricsReader reader(StorageBackend store) {
    return new MetricsReader(
        store.buckets(),
        LiveHistory.NONE,
        new ReaderSettings(
            Limits.DEFAULT,
            1,
            () -> clock,
            System::nanoTime,
            Catalogue.builtIn()::find,
            tenant -> tenant,
            Metrics.noop()));
  }

  private static Optional<Lease> lease(StorageBackend store, WriterId holder) {
    return store.control().acquire("janitor-" + holder, holder, Duration.ofMinutes(1));
  }
}
