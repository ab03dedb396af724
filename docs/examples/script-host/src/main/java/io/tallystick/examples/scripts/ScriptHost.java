package io.tallystick.examples.scripts;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.aggregate.LiveSeries;
import io.tallystick.core.aggregate.Reading;
import io.tallystick.servlet.EndpointSettings;
import io.tallystick.servlet.MetricsHttpServer;
import io.tallystick.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs the scripts of tenants every few seconds and says where their metrics are to be seen.
 *
 * <pre>{@code
 * java -jar docs/examples/script-host/target/script-host.jar docs/examples/script-host/scripts
 * }</pre>
 */
public final class ScriptHost {
  private static final int WRONG_USE = 2;

  private ScriptHost() {}

  /** Runs until it is stopped, or once. */
  public static void main(String... args) throws IOException, InterruptedException {
    Arguments arguments;
    try {
      arguments = Arguments.of(args);
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.err.println(Arguments.USAGE);
      System.exit(WRONG_USE);
      return;
    }
    run(arguments, System.out);
  }

  static void run(Arguments arguments, PrintStream out) throws IOException, InterruptedException {
    Files.createDirectories(arguments.data());
    ScriptLimits limits = ScriptLimits.standard();
    ScriptDirectory directory = new ScriptDirectory(arguments.scripts(), limits);
    try (MetricsRuntime runtime =
            MetricsRuntime.builder()
                .source("service:script-host")
                .storage(SqliteStore.open(arguments.data().resolve("metrics.db")))
                .build()
                .start();
        MetricsHttpServer server =
            MetricsHttpServer.start(
                runtime,
                EndpointSettings.standard(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), arguments.port()));
        ScriptRunner runner = new ScriptRunner(runtime.metrics(), limits)) {
      out.printf("The console: http://127.0.0.1:%d/admin/%n", server.address().getPort());
      if (arguments.isOnce()) {
        runAll(directory, runner, out);
        runtime.snapshot().series().forEach(live -> print(live, runtime, directory, out));
        return;
      }
      CountDownLatch stopped = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "script-host-stop"));
      do {
        runAll(directory, runner, out);
      } while (!stopped.await(arguments.every().toSeconds(), TimeUnit.SECONDS));
    }
  }

  /** All at once: the runner gives each tenant its turn. */
  private static void runAll(ScriptDirectory directory, ScriptRunner runner, PrintStream out)
      throws IOException {
    List<Script> scripts = directory.read();
    List<CompletableFuture<ScriptOutcome>> outcomes = scripts.stream().map(runner::run).toList();
    for (int i = 0; i < scripts.size(); i++) {
      out.println(scripts.get(i).name() + " " + outcomes.get(i).join());
    }
  }

  private static void print(
      LiveSeries live, MetricsRuntime runtime, ScriptDirectory directory, PrintStream out) {
    String key = live.series().tenant();
    if (key == null) {
      return;
    }
    try {
      // A store knows tenants by a keyed hash alone; whoever has the ids can find them.
      for (String tenant : directory.read().stream().map(Script::tenant).distinct().toList()) {
        if (runtime.keyedHash().apply(tenant).equals(key)) {
          out.printf(
              "%s recorded %s%s %s%n",
              tenant, live.series().name(), live.series().tags(), number(live.total()));
        }
      }
    } catch (IOException gone) {
      out.println("The scripts are gone: " + gone.getMessage());
    }
  }

  private static String number(Reading total) {
    if (total instanceof Reading.OfCounter counter) {
      return Long.toString(Math.round(counter.sum()));
    }
    return total instanceof Reading.OfGauge gauge ? Double.toString(gauge.last()) : "";
  }
}
