package io.tallystick.benchmarks.storage;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * What keeping history in an SQLite file costs: a day of 1,000 series, half of them histograms,
 * beside the same rows through bare JDBC in the same run.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar storage
 * java -jar metrics-benchmarks/target/benchmarks.jar storage 60
 * }</pre>
 */
public final class Storage {
  private static final int MINUTES_A_DAY = 1_440;
  private static final int FEWEST_MINUTES = 10;
  private static final int MISUSED = 2;

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
    int minutes = minutes(arguments);
    if (minutes < FEWEST_MINUTES || minutes > MINUTES_A_DAY) {
      errors.printf(
          "storage [minutes]%nminutes: from %d to %d, a day unless told otherwise%n",
          FEWEST_MINUTES, MINUTES_A_DAY);
      return MISUSED;
    }
    try {
      Path directory = Files.createTempDirectory("tallystick-storage");
      try {
        return measure(directory, minutes) ? 0 : 1;
      } finally {
        delete(directory);
      }
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("The storage could not be measured.", e);
    }
  }

  private boolean measure(Path directory, int minutes) throws SQLException {
    Report report = new Report(out);
    new DayRun(directory, minutes, report).run();
    for (int samples : List.of(60, 1_000, 60_000)) {
      new RowBytes(directory, samples).measure(report);
    }
    return report.isAllMet();
  }

  private static int minutes(String... arguments) {
    try {
      return arguments.length == 0
          ? MINUTES_A_DAY
          : arguments.length == 1 ? Integer.parseInt(arguments[0]) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(directory);
  }
}
