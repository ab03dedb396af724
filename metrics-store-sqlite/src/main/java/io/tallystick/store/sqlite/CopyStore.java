package io.tallystick.store.sqlite;

import io.tallystick.spi.LeaseLostException;
import io.tallystick.spi.StorageException;
import io.tallystick.store.jdbc.CopyReport;
import io.tallystick.store.jdbc.StoreCopy;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A program that copies a store into another database, such as an SQLite file into PostgreSQL.
 *
 * <p>It ends with 0 when the target has all that the source has, with 1 when it has not, and with 2
 * when it was asked for something else. Ended at any moment and started again it goes on; {@code
 * docs/storage.md} says the rest.
 *
 * <pre>{@code
 * TALLYSTICK_COPY_PASSWORD=… java -cp 'lib/*' io.tallystick.store.sqlite.CopyStore \
 *     data/metrics.db jdbc:postgresql://db/metrics tallystick
 * }</pre>
 */
public final class CopyStore {
  static final String PASSWORD = "TALLYSTICK_COPY_PASSWORD";
  static final String SOURCE_PASSWORD = "TALLYSTICK_COPY_SOURCE_PASSWORD";

  static final String USAGE =
      String.join(
          System.lineSeparator(),
          "Copies all history of one store into another and compares both.",
          "",
          "  java -cp ... " + CopyStore.class.getName() + " SOURCE [USER] TARGET [USER]",
          "",
          "SOURCE, TARGET  the path of an SQLite file, or the JDBC URL of a database",
          "USER            who logs in to the database before it",
          "",
          "The password comes from the environment: " + PASSWORD + ", and",
          SOURCE_PASSWORD + " where that of the source is another.",
          "Nothing should write to the source meanwhile. When it ends early, run it again.");

  private static final int DONE = 0;
  private static final int NOT_DONE = 1;
  private static final int MISUSED = 2;

  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream errors;

  /** Which store is being opened, if one is. */
  private String opening = "";

  CopyStore(Map<String, String> environment, PrintStream out, PrintStream errors) {
    this.environment = environment;
    this.out = out;
    this.errors = errors;
  }

  /** Runs the program; the console is its own. */
  public static void main(String[] arguments) {
    CopyStore program =
        new CopyStore(System.getenv(), on(FileDescriptor.out), on(FileDescriptor.err));
    System.exit(program.run(arguments));
  }

  private static PrintStream on(FileDescriptor console) {
    return new PrintStream(new FileOutputStream(console), true, Charset.defaultCharset());
  }

  /** Runs to its end; how it ended. */
  int run(String... arguments) {
    Optional<CopyArguments> given;
    try {
      given = CopyArguments.parse(arguments, environment);
    } catch (IllegalArgumentException wrong) {
      errors.println(wrong.getMessage());
      return MISUSED;
    }
    if (given.isEmpty()) {
      errors.println(USAGE);
      return MISUSED;
    }
    try {
      return copy(given.get());
    } catch (StorageException | LeaseLostException failure) {
      errors.println(opening + failure.getMessage());
      errors.println("When that is mended, run the same command again: it goes on from there.");
      return NOT_DONE;
    }
  }

  private int copy(CopyArguments given) {
    opening = "Source: ";
    try (CopyAddress.Opened source = given.source().existing();
        CopyAddress.Opened target = given.target().existingOrNew(zone(source))) {
      opening = "Target: ";
      target.store().prepare();
      opening = "";
      CopyReport report = StoreCopy.from(source.tables()).to(target.tables()).run(out::println);
      requireSound(source);
      return tell(report);
    }
  }

  private static ZoneId zone(CopyAddress.Opened source) {
    source.store().prepare();
    requireSound(source);
    return source.store().buckets().identity().zone();
  }

  /** A damaged file is moved aside, and what is opened then is a new one without history. */
  private static void requireSound(CopyAddress.Opened source) {
    if (source.store().quarantined() > 0) {
      throw StorageException.permanent(
          "The source is damaged, and was moved aside: it lies where it was with .corrupt- and the time behind its name. Copy from a backup.",
          null);
    }
  }

  private int tell(CopyReport report) {
    report.differences().forEach(errors::println);
    if (!report.isComplete()) {
      errors.println("The target does not have all that the source has.");
      return NOT_DONE;
    }
    out.printf(
        Locale.ROOT,
        "The target has all that the source has: %d buckets, of which %d are new there, and %d new raw points.%n",
        report.buckets(),
        report.bucketsWritten(),
        report.pointsWritten());
    return DONE;
  }
}
