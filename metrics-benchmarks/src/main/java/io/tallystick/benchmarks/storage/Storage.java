package io.tallystick.benchmarks.storage;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What keeping history costs: a day of 1,000 series, half of them histograms, beside the same rows
 * through bare JDBC in the same run; in an SQLite file or in PostgreSQL. And eight instances that
 * share one PostgreSQL.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar storage
 * java -jar metrics-benchmarks/target/benchmarks.jar storage 60
 * java -jar metrics-benchmarks/target/benchmarks.jar storage postgres 60
 * java -jar metrics-benchmarks/target/benchmarks.jar storage instances
 * java -jar metrics-benchmarks/target/benchmarks.jar storage sizing
 * java -jar metrics-benchmarks/target/benchmarks.jar storage postgres sizing
 * }</pre>
 */
public final class Storage {
  private static final int MINUTES_A_DAY = 1_440;
  private static final int FEWEST_MINUTES = 10;
  private static final int MISUSED = 2;
  private static final List<Integer> SIZES = List.of(100, 1_000);

  private final PrintStream out;
  private final PrintStream errors;

  /** A measurement that prints its numbers, and how to use it. */
  public Storage(PrintStream out, PrintStream errors) {
    this.out = out;
    this.errors = errors;
  }

  /**
   * Loads a day, or as many minutes as are said.
   *
   * @return 0 when every goal was met, 1 when one was missed, 2 when it was misused
   */
  public int run(String... arguments) {
    Deque<String> left = new ArrayDeque<>(List.of(arguments));
    if (List.of(arguments).equals(List.of("instances"))) {
      return measureInstances() ? 0 : 1;
    }
    boolean isPostgres = "postgres".equals(left.peek());
    if (isPostgres || "sqlite".equals(left.peek())) {
      left.pop();
    }
    if (List.copyOf(left).equals(List.of("sizing"))) {
      return measureSizes(isPostgres);
    }
    int minutes = minutes(left);
    if (minutes < FEWEST_MINUTES || minutes > MINUTES_A_DAY) {
      errors.printf(
          "storage [sqlite|postgres] [minutes]%nstorage instances%nstorage [sqlite|postgres] sizing%nminutes: from %d to %d, a day unless told otherwise%n",
          FEWEST_MINUTES, MINUTES_A_DAY);
      return MISUSED;
    }
    try (Database database = isPostgres ? new PostgresSchemas() : new SqliteFiles()) {
      return measure(database, minutes) ? 0 : 1;
    }
  }

  private int measureSizes(boolean isPostgres) {
    try (Database database = isPostgres ? new PostgresSchemas() : new SqliteFiles()) {
      for (int series : SIZES) {
        new Sizing(database, series, new Report(out)).run();
      }
    }
    return 0;
  }

  private boolean measure(Database database, int minutes) {
    Report report = new Report(out);
    new DayRun(database, minutes, report).run();
    for (int samples : List.of(60, 1_000, 60_000)) {
      new RowBytes(database, samples).measure(report);
    }
    return report.isAllMet();
  }

  private boolean measureInstances() {
    Report report = new Report(out);
    try (PostgresSchemas database = new PostgresSchemas()) {
      new Instances(database, report).run();
    }
    return report.isAllMet();
  }

  private static int minutes(Deque<String> left) {
    try {
      return left.isEmpty() ? MINUTES_A_DAY : left.size() == 1 ? Integer.parseInt(left.pop()) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
