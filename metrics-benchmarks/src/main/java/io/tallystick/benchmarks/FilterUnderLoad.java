package io.tallystick.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many requests a second do Jetty and Tomcat answer with the filter, as a part of those that
 * they answer without? The program {@code wrk} asks one, then the other; a pair of such rounds
 * gives a ratio, and the median of these counts. The goal is 0.98.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar filter 10 5
 * }</pre>
 */
final class FilterUnderLoad {
  private static final double GOAL = 0.98;
  private static final int WARM_UPS = 3;
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");

  private final PrintStream out;
  private final PrintStream err;

  FilterUnderLoad(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Takes the pairs and the seconds of a round; 10 and 5 if nothing is said. */
  int run(String... arguments) {
    try {
      int pairs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
      int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
      boolean isMet = measured("Jetty", ServedPair.jetty(OurMetrics.start()), pairs, seconds);
      OurMetrics.stop();
      isMet &= measured("Tomcat", ServedPair.tomcat(OurMetrics.start()), pairs, seconds);
      return isMet ? 0 : 1;
    } catch (NumberFormatException e) {
      err.println("Give the number of pairs and the seconds of a round, such as: filter 10 5");
      return 2;
    } catch (Exception e) {
      err.println("Could not be measured (it needs the program wrk): " + e);
      return 2;
    } finally {
      OurMetrics.stop();
    }
  }

  private boolean measured(String name, ServedPair servers, int pairs, int seconds)
      throws Exception {
    try (servers) {
      for (int i = 0; i < WARM_UPS; i++) {
        rate(servers.withPort(), seconds);
        rate(servers.withoutPort(), seconds);
      }
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < pairs; i++) {
        ratios.add(ratio(name, servers, seconds, i % 2 == 0));
      }
      Collections.sort(ratios);
      double median = (ratios.get((pairs - 1) / 2) + ratios.get(pairs / 2)) / 2;
      out.printf(
          Locale.ROOT,
          "%s: median of %d pairs %.3f (from %.3f to %.3f), goal %.2f: %s%n",
          name,
          pairs,
          median,
          ratios.get(0),
          ratios.get(pairs - 1),
          GOAL,
          median >= GOAL ? "met" : "missed");
      return median >= GOAL;
    }
  }

  /** Each comes first in every other pair, so that what wears off favours none. */
  private double ratio(String name, ServedPair servers, int seconds, boolean isWithFirst)
      throws IOException, InterruptedException {
    double first = rate(isWithFirst ? servers.withPort() : servers.withoutPort(), seconds);
    double second = rate(isWithFirst ? servers.withoutPort() : servers.withPort(), seconds);
    double with = isWithFirst ? first : second;
    double without = isWithFirst ? second : first;
    out.printf(
        Locale.ROOT,
        "%s: %.0f requests/s with, %.0f without: %.3f%n",
        name,
        with,
        without,
        with / without);
    return with / without;
  }

  private static double rate(int port, int seconds) throws IOException, InterruptedException {
    Process wrk =
        new ProcessBuilder(
                "wrk",
                "-t1",
                "-c16",
                "-d" + seconds + "s",
                "http://127.0.0.1:" + port + "/hello/world")
            .redirectErrorStream(true)
            .start();
    String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = wrk.waitFor();
    Matcher rate = RATE.matcher(said);
    if (code != 0 || !rate.find() || said.contains("Non-2xx")) {
      throw new IOException("wrk said: " + said);
    }
    return Double.parseDouble(rate.group(1));
  }
}
