package io.tallystick.benchmarks.storage;

import io.tallystick.Metrics;
import io.tallystick.core.query.Limits;
import io.tallystick.core.query.LiveHistory;
import io.tallystick.core.query.MetricsReader;
import io.tallystick.core.query.Period;
import io.tallystick.core.query.ReaderSettings;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.StorageBackend;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What questions cost, in an SQLite file or in PostgreSQL: cold, of a store that was just opened,
 * so that no connection is there and nothing is remembered; warm, of a reader that was asked
 * before; and again, for the answer that it keeps. The virtual machine knows the way all the time.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar query
 * java -jar metrics-benchmarks/target/benchmarks.jar query postgres
 * }</pre>
 */
public final class Query {
  private static final int TIMES = 100;
  private static final int FEWEST_TIMES = 20;
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long LEARNING_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int ROUNDS_TO_LEARN = 3;
  private static final Duration INTO_THE_HOUR = Duration.ofMinutes(37);
  private static final int MISUSED = 2;
  private static final String NAME = "asked";

  private final PrintStream out;
  private final PrintStream errors;

  /** A measurement that prints its numbers, and how to use it. */
  public Query(PrintStream out, PrintStream errors) {
    this.out = out;
    this.errors = errors;
  }

  /**
   * Makes history and asks it.
   *
   * @return 0 when every goal was met, 1 when one was missed, 2 when it was misused
   */
  public int run(String... arguments) {
    List<String> said = List.of(arguments);
    boolean isPostgres = said.equals(List.of("postgres"));
    if (!isPostgres && !said.isEmpty() && !said.equals(List.of("sqlite"))) {
      errors.printf("query [sqlite|postgres]%n");
      return MISUSED;
    }
    try (Database database = isPostgres ? new PostgresSchemas() : new SqliteFiles()) {
      AskedHistory history = new AskedHistory(lastHour().plus(INTO_THE_HOUR));
      try (StorageBackend store = database.openStore(NAME)) {
        history.write(store);
      }
      Report report = new Report(out);
      measure(database, history.now(), !isPostgres, report);
      return report.isAllMet() ? 0 : 1;
    }
  }

  private static Instant lastHour() {
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    return Granularity.HOUR.bucketStart(now.minus(Duration.ofHours(1)));
  }

  static void measure(Database database, Instant now, boolean hasGoals, Report report) {
    for (int round = 0; round < ROUNDS_TO_LEARN; round++) {
      for (AskedQuestion question : AskedQuestion.all()) {
        learn(database, now, question);
      }
    }
    for (AskedQuestion question : AskedQuestion.all()) {
      ask(database, now, question, hasGoals, report);
    }
    for (Period period : List.of(Period.DAY, Period.WEEK, Period.MONTH, Period.YEAR)) {
      weigh(database, now, period, report);
    }
  }

  private static void learn(Database database, Instant now, AskedQuestion question) {
    try (StorageBackend store = database.openStore(NAME);
        MetricsReader reader = reader(store.buckets(), now)) {
      long start = System.nanoTime();
      while (System.nanoTime() - start < LEARNING_NANOS) {
        question.ask(reader, true);
      }
    }
  }

  private static void ask(
      Database database, Instant now, AskedQuestion question, boolean hasGoals, Report report) {
    Timings warm = new Timings();
    Timings again = new Timings();
    try (StorageBackend store = database.openStore(NAME);
        MetricsReader reader = reader(store.buckets(), now)) {
      question.ask(reader, true);
      repeat(warm, () -> question.ask(reader, true));
      repeat(again, () -> question.ask(reader, false));
    }
    Timings cold = new Timings();
    repeat(new Timings(), () -> askCold(database, now, question, cold));
    double most = hasGoals ? question.mostColdMillis() : Double.MAX_VALUE;
    report.atMost(most, question.name() + ", cold, p50 in ms", cold.millisAt(0.5));
    say(report, question.name() + ", cold, p99 in ms", cold.millisAt(0.99));
    say(report, question.name() + ", warm, p50 in ms", warm.millisAt(0.5));
    say(report, question.name() + ", warm, p99 in ms", warm.millisAt(0.99));
    say(report, question.name() + ", kept, p50 in ms", again.millisAt(0.5));
  }

  private static void askCold(
      Database database, Instant now, AskedQuestion question, Timings cold) {
    try (StorageBackend store = database.openStore(NAME)) {
      store.prepare();
      try (MetricsReader reader = reader(store.buckets(), now)) {
        cold.time(1, () -> question.ask(reader, true));
      }
    }
  }

  private static void repeat(Timings timings, Runnable step) {
    long start = System.nanoTime();
    for (int i = 0; i < TIMES; i++) {
      if (i >= FEWEST_TIMES && System.nanoTime() - start > MOST_NANOS) {
        return;
      }
      timings.time(1, step);
    }
  }

  /** What is held while percentiles are answered from more and more rows. */
  private static void weigh(Database database, Instant now, Period period, Report report) {
    try (StorageBackend store = database.openStore(NAME)) {
      HeldHeap held = new HeldHeap(store.buckets(), Query::usedBytes);
      try (MetricsReader reader = reader(held, now)) {
        reader.timeSeries(AskedQuestion.ofValues(period).fresh());
      }
      report.say(
          "%-60s %,12d of heap, most held while %,d rows were read",
          period.id() + ", p95, 100 series, bytes", held.mostBytes(), held.rows());
    }
  }

  private static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static MetricsReader reader(BucketStore store, Instant now) {
    return new MetricsReader(
        store,
        LiveHistory.NONE,
        new ReaderSettings(
            Limits.DEFAULT,
            1,
            () -> now,
            System::nanoTime,
            name -> Optional.empty(),
            tenant -> tenant,
            Metrics.noop()));
  }

  private static void say(Report report, String what, double value) {
    report.say("%-60s %,12.2f", what, value);
  }
}
