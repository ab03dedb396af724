package io.tallystick.examples.quickstart;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;

/**
 * Starts a small shop with thirteen months of history and says where its console is.
 *
 * <pre>{@code
 * java -jar docs/examples/quickstart/target/quickstart.jar --port 8080 --data data
 * }</pre>
 */
public final class Quickstart {
  private static final int WRONG_USE = 2;

  private Quickstart() {}

  /** Runs until it is stopped. */
  public static void main(String... args) throws InterruptedException, SQLException {
    try {
      Shop shop = Shop.open(Arguments.of(args), System.out);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(shop), "quickstart-stop"));
      greet(shop, System.out);
      new CountDownLatch(1).await(); // the hook ends it
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.err.println(Arguments.USAGE);
      System.exit(WRONG_USE);
    } catch (IOException failed) {
      System.err.println(failed.getMessage());
      System.exit(1);
    }
  }

  private static void greet(Shop shop, PrintStream out) {
    out.printf(
        """

        A small shop is open, and people are buying.

          the console     %1$sadmin/
          the shop        %1$s
          for Prometheus  %1$smetrics
          as JSON         %1$sadmin/api-metrics/summary

        The first alert fires within a minute and a half. Press Ctrl-C to stop; the next start goes
        on with the same history.
        """,
        shop.address());
  }

  private static void stop(Shop shop) {
    System.out.println("Closing the shop: the last samples are written.");
    shop.close();
  }
}
