package io.tallystick.examples.first;

import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.UserMetrics;
import io.tallystick.core.catalog.Catalogue;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;

/**
 * Records through the API as an application would, into {@link PrintedMetrics}, which shows each
 * sample as it comes through the guards.
 *
 * <pre>{@code
 * java -jar docs/examples/first-metric/target/first-metric.jar
 * }</pre>
 */
public final class FirstMetric {
  private static final Tags PAID = Tags.of("status", "paid", "channel", "web");

  private final Metrics metrics;
  private final PrintStream out;

  private FirstMetric(PrintStream out) {
    this.metrics = PrintedMetrics.to(out);
    this.out = out;
  }

  /** Runs the program. */
  public static void main(String... args) {
    runTo(System.out);
  }

  static void runTo(PrintStream out) {
    FirstMetric program = new FirstMetric(out);
    program.countAndTime();
    program.makeMistakes();
    program.letATenantRecord();
    program.lookSomethingUp();
  }

  private void countAndTime() {
    out.println("# An application counts, sets and times");
    metrics.count("orders.count", 1, PAID);
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
    out.println("# What the guards change or refuse");
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

  private String send() {
    return "receipt 17";
  }

  private static void fail() throws IOException {
    throw new IOException("the cache is away");
  }
}
