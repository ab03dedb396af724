package io.tallystick.benchmarks.storage;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.StorageBackend;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What questions cost, in an SQLite file or in PostgreSQL: cold, on connections that know nothing
 * yet, and warm.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar query
 * java -jar metrics-benchmarks/target/benchmarks.jar query postgres
 * }</pre>
 */
public final class Query {
  private static final int TIMES_TO_LEARN = 100;
  private static final int TIMES = 100;
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
      Report report = new Report(out);
      AskedHistory history = new AskedHistory(lastHour());
      try (StorageBackend store = database.openStore(NAME)) {
        history.write(store);
      }
      for (StoredQuestion question : StoredQuestion.ofTheStore(history)) {
        ask(database, question, isPostgres, report);
      }
      return report.isAllMet() ? 0 : 1;
    }
  }

  private static Instant lastHour() {
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    return Granularity.HOUR.bucketStart(now.minus(Duration.ofHours(1)));
  }

  private static void ask(
      Database database, StoredQuestion question, boolean isPostgres, Report report) {
    Timings warm = new Timings();
    try (StorageBackend store = database.openStore(NAME)) {
      for (int i = 0; i < TIMES_TO_LEARN; i++) {
        question.question().accept(store);
      }
      for (int i = 0; i < TIMES; i++) {
        warm.time(1, () -> question.question().accept(store));
      }
    }
    Timings cold = new Timings();
    for (int i = 0; i < TIMES; i++) {
      try (StorageBackend store = database.openStore(NAME)) {
        store.prepare();
        cold.time(1, () -> question.question().accept(store));
      }
    }
    double most = isPostgres ? Double.MAX_VALUE : question.mostColdMillis();
    report.atMost(most, question.name() + ", cold, p50 in ms", cold.millisAt(0.5));
    report.say("%-60s %,12.2f", question.name() + ", cold, p99 in ms", cold.millisAt(0.99));
    report.say("%-60s %,12.2f", question.name() + ", warm, p50 in ms", warm.millisAt(0.5));
    report.say("%-60s %,12.2f", question.name() + ", warm, p99 in ms", warm.millisAt(0.99));
  }
}
