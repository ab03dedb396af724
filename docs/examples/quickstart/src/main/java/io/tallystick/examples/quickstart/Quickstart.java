package io.tallystick.examples.quickstart;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Starts a small shop with thirteen months of history and says where its console is.
 *
 * <pre>{@code
 * java -jar docs/examples/quickstart/target/quickstart.jar --port 8080 --data quickstart-data
 * }</pre>
 */
public final class Quickstart {
  private static final int WRONG_USE = 2;

  private Quickstart() {}

  /** Runs until it is stopped. */
  public static void main(String... args) throws InterruptedException {
    Arguments arguments;
    try {
      arguments = Arguments.of(args);
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.err.println(Arguments.USAGE);
      System.exit(WRONG_USE);
      return;
    }
    Optional<Shop> shop = open(arguments, System.out, System.err);
    if (shop.isEmpty()) {
      System.exit(1);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(shop.get()), "quickstart-stop"));
    greet(shop.get(), arguments.hasLoad(), System.out);
    new CountDownLatch(1).await(); // the hook ends it
  }

  /** Opens the shop, or says in a sentence why not. */
  static Optional<Shop> open(Arguments arguments, PrintStream out, PrintStream errors) {
    try {
      return Optional.of(Shop.open(arguments, out));
    } catch (IOException | SQLException | RuntimeException failed) {
      errors.printf(
          "The shop cannot start in %s: %s%n",
          arguments.directory().toAbsolutePath().normalize(), reason(failed));
      return Optional.empty();
    }
  }

  /** Of files the message is nothing but a path, the class says what is wrong with it. */
  static String reason(Exception failed) {
    if (failed instanceof FileAlreadyExistsException) {
      return "there is a file of that name. Choose a directory with --data.";
    }
    if (failed instanceof AccessDeniedException) {
      return "this user may not write there. Choose another directory with --data.";
    }
    String message = failed.getMessage();
    return failed instanceof FileSystemException || message == null ? failed.toString() : message;
  }

  static void greet(Shop shop, boolean hasLoad, PrintStream out) {
    out.printf(
        """

        A small shop is open%2$s.

          the console     %1$sadmin/
          the shop        %1$s
          for Prometheus  %1$smetrics
          as JSON         %1$sadmin/api-metrics/summary

        %3$sPress Ctrl-C to stop; the next start goes on with the same history.
        """,
        shop.address(),
        hasLoad ? ", and people are buying" : "; nobody comes by itself (--no-load)",
        hasLoad && shop.isNew() ? "The first alert fires within a minute and a half.\n" : "");
  }

  private static void stop(Shop shop) {
    System.out.println("Closing the shop: the last samples are written.");
    shop.close();
  }
}
