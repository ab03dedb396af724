package io.tallystick.examples.first;

import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.UserMetrics;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.aggregate.LiveSeries;
import io.tallystick.core.aggregate.Reading;
import io.tallystick.core.catalog.Catalogue;
import io.tallystick.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Starts a runtime, records as an application would, and prints what is there.
 *
 * <pre>{@code
 * java -jar docs/examples/first-metric/target/first-metric.jar
 * }</pre>
 */
public final class FirstMetric {
  private static final Tags PAID = Tags.of("status", "paid", "channel", "web");

  /** What the runtime records of itself, of the application and of the virtual machine. */
  private static final List<String> OF_THE_RUNTIME =
      List.of("tallystick.", "app.", "jvm.", "process.", "system.");

  private final MetricsRuntime runtime;
  private final Metrics metrics;
  private final PrintStream out;

  private FirstMetric(MetricsRuntime runtime, PrintStream out) {
    this.runtime = runtime;
    this.metrics = runtime.metrics();
    this.out = out;
  }

  /** Runs the program. */
  public static void main(String... args) throws IOException, SQLException {
    runTo(System.out);
  }

  static void runTo(PrintStream out) throws IOException, SQLException {
    Path directory = Files.createTempDirectory("first-metric");
    Path file = directory.resolve("metrics.db");
    try (MetricsRuntime runtime =
        MetricsRuntime.builder()
            .source("service:shop")
            .storage(SqliteStore.open(file))
            .build()
            .start()) {
      FirstMetric program = new FirstMetric(runtime, out);
      program.countAndTime();
      program.makeMistakes();
      program.letATenantRecord();
      program.lookSomethingUp();
      program.showWhatIsThere();
    }
    new StoredMetrics(file).showTo(out);
    delete(directory);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  private void countAndTime() {
    out.println("# An application counts, sets and times");
    metrics.count("orders.count", 1, PAID);
    metrics.count("orders.count", 2, PAID);
    metrics.gauge("lua.pool.active", 3);
    metrics.histogram("upload.size_bytes", 41_700, "type", "image");
    String receipt =
        metrics.measure("email.send.duration_ms", Tags.of("type", "reset"), this::send);
    out.println("  the work gave back: " + receipt);
    try {
      metrics.run("cache.rebuild.duration_ms", FirstMetric::fail);
    } catch (IOException passed) {
      out.println("  the work threw, with its own type: " + passed);
    }
  }

  private void makeMistakes() {
    out.println("# It makes mistakes, and no call throws");
    metrics.count("auth.login.attempt", 1, "method", "password", "email", "jane@mail.example");
    metrics.count("orders.count", 1, "contact", "jane@mail.example");
    metrics.count("Orders", 1);
    metrics.gauge("lua.pool.active", Double.NaN);
  }

  private void letATenantRecord() {
    out.println("# A tenant's script records, and is told when it may not");
    UserMetrics user = metrics.forTenant("acme");
    out.println("  answer: " + user.count("invoice.sent", 1, Map.of("type", "pdf")));
    out.println("  answer: " + user.gauge("invoice.open", 12, Map.of("token", "abc")));
  }

  private void lookSomethingUp() {
    out.println("# What is known about a metric from the start");
    Catalogue.builtIn()
        .find("http.request.duration")
        .ifPresent(
            metric ->
                out.printf(
                    "  %s, for Prometheus %s: %s%n",
                    metric, metric.expositionName(), metric.description()));
  }

  private void showWhatIsThere() {
    out.println("# What the runtime has now of all that");
    show(name -> OF_THE_RUNTIME.stream().noneMatch(name::startsWith));
    out.println("# What the guards changed or refused");
    show(name -> name.startsWith("tallystick.guard.") || name.startsWith("tallystick.dropped."));
  }

  private void show(Predicate<String> names) {
    runtime.snapshot().series().stream()
        .filter(live -> names.test(live.series().name()))
        .map(FirstMetric::line)
        .sorted()
        .forEach(out::println);
  }

  private static String line(LiveSeries live) {
    return "  %s%s: %s"
        .formatted(live.series().name(), live.series().tags(), text(live, live.total()));
  }

  private static String text(LiveSeries live, Reading total) {
    if (total instanceof Reading.OfCounter counter) {
      return Double.toString(counter.sum());
    }
    if (total instanceof Reading.OfGauge gauge) {
      return Double.toString(gauge.last());
    }
    Reading.OfHistogram histogram = (Reading.OfHistogram) total;
    // How long the work took is another number each time: the program shows that it was timed.
    return live.series().name().endsWith(".duration_ms")
        ? "timed, count %d".formatted(histogram.count())
        : "count %d, greatest %s".formatted(histogram.count(), histogram.sketch().max());
  }

  private String send() {
    return "receipt 17";
  }

  private static void fail() throws IOException {
    throw new IOException("the cache is away");
  }
}
