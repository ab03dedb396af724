package io.tallystick.benchmarks.scrape;

import io.tallystick.store.jdbc.JdbcStore;
import io.tallystick.store.jdbc.servers.PostgresServer;
import io.tallystick.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Does everybody who scrapes get an answer, whatever happens to the store? Two applications are
 * scraped once a second: one over PostgreSQL, which is stopped where it is, killed and restarted,
 * one over an SQLite file whose disk is full for a while.
 *
 * <p>It takes root, to mount a small disk.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar soak 600
 * }</pre>
 */
public final class Soak {
  private static final int SECONDS = 600;
  private static final int STEPS = 10;
  private static final double ALL_BUT_ONE_IN_THOUSAND = 0.999;
  private static final int MISUSED = 2;

  private final PrintStream out;
  private final PrintStream errors;

  /** One that prints there. */
  public Soak(PrintStream out, PrintStream errors) {
    this.out = out;
    this.errors = errors;
  }

  /**
   * Runs for so many seconds.
   *
   * @return 0 when 99.9 % of all scrapes were answered within a second, 1 when not, 2 when it was
   *     misused
   */
  public int run(String... arguments) {
    int seconds;
    try {
      seconds = arguments.length == 0 ? SECONDS : Integer.parseInt(arguments[0]);
    } catch (NumberFormatException misused) {
      errors.println("soak [seconds]");
      return MISUSED;
    }
    try {
      return run(seconds);
    } catch (IOException | InterruptedException failure) {
      errors.println(failure);
      return MISUSED;
    }
  }

  private int run(int seconds) throws IOException, InterruptedException {
    Path disk = Files.createTempDirectory("tallystick-soak-");
    command("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString());
    try (PostgresServer server = PostgresServer.start(Map.of())) {
      Scraper shared =
          new Scraper(
              "postgresql", JdbcStore.open(server.freshSchema(), server.user(), server.password()));
      Scraper embedded = new Scraper("sqlite", SqliteStore.open(disk.resolve("metrics.db")));
      try (shared;
          embedded) {
        shared.start();
        embedded.start();
        disturb(server, disk.resolve("ballast"), seconds);
      }
      out.println(shared.report());
      out.println(embedded.report());
      return shared.hasAnswered(ALL_BUT_ONE_IN_THOUSAND)
              && embedded.hasAnswered(ALL_BUT_ONE_IN_THOUSAND)
          ? 0
          : 1;
    } finally {
      command("umount", "-l", disk.toString());
      Files.deleteIfExists(disk);
    }
  }

  private void disturb(PostgresServer server, Path ballast, int seconds)
      throws IOException, InterruptedException {
    for (int step = 0; step < STEPS; step++) {
      switch (step) {
        case 1 -> say("PostgreSQL stands still", server::pause);
        case 3 -> say("PostgreSQL goes on", server::resume);
        case 4 -> {
          long room = Files.getFileStore(ballast.getParent()).getUsableSpace();
          Files.write(ballast, new byte[Math.toIntExact(room)]);
          out.println("the disk of the SQLite file is full");
        }
        case 6 -> {
          Files.delete(ballast);
          out.println("the disk has room again");
          say("PostgreSQL is killed", server::kill);
        }
        case 8 -> say("PostgreSQL is restarted", server::restart);
        default -> {}
      }
      pass(seconds / STEPS);
    }
  }

  private void say(String what, Runnable work) {
    work.run();
    out.println(what);
  }

  private static void pass(int seconds) throws InterruptedException {
    // Nobody counts it down: this is how long to wait.
    new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
  }

  private static void command(String... words) throws IOException {
    try {
      int exit = new ProcessBuilder(words).inheritIO().start().waitFor();
      if (exit != 0) {
        throw new IOException(String.join(" ", words) + " ended with " + exit);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new IOException(ended);
    }
  }
}
