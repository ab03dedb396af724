package io.tallystick.benchmarks.scrape;

import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long does a scrape of 10,000 series take, and how much garbage does it make? Ours and the
 * Prometheus client in turn, over a socket, after something was recorded into every series.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar scrape 200
 * }</pre>
 */
public final class Scrape {
  private static final int ROUNDS = 200;
  private static final int WARM_UP = 100;
  private static final double MOST_MILLIS = 50;
  private static final double MOST_MEGABYTES = 2;
  private static final double HALF = 0.5;
  private static final double MOST = 0.95;
  private static final int MISUSED = 2;

  private final PrintStream out;
  private final PrintStream errors;

  /** One that prints there. */
  public Scrape(PrintStream out, PrintStream errors) {
    this.out = out;
    this.errors = errors;
  }

  /**
   * Scrapes so many times.
   *
   * @return 0 when ours met the goals, 1 when not, 2 when it was misused
   */
  public int run(String... arguments) {
    int rounds = ROUNDS;
    try {
      rounds = arguments.length == 0 ? ROUNDS : Integer.parseInt(arguments[0]);
    } catch (NumberFormatException misused) {
      errors.println("scrape [rounds]");
      return MISUSED;
    }
    out.println("mix encoding subject p50-ms p95-ms body-MB garbage-MB");
    boolean isMet = true;
    for (Mix mix : Mix.values()) {
      isMet &= run(mix, null, rounds);
      isMet &= run(mix, "gzip", rounds);
    }
    return isMet ? 0 : 1;
  }

  private boolean run(Mix mix, @Nullable String encoding, int rounds) {
    try (Subject ours = new OurSubject(mix);
        Subject theirs = new PrometheusSubject(mix)) {
      List<Subject> subjects = List.of(ours, theirs);
      List<Scrapes> scrapes =
          subjects.stream().map(subject -> new Scrapes(subject, encoding)).toList();
      for (int round = -WARM_UP; round < rounds; round++) {
        if (round == 0) {
          scrapes.forEach(Scrapes::forget);
        }
        int number = round + WARM_UP;
        subjects.forEach(subject -> subject.record(number));
        scrapes.forEach(Scrapes::scrape);
      }
      for (int i = 0; i < subjects.size(); i++) {
        print(mix, encoding, subjects.get(i), scrapes.get(i));
      }
      Scrapes own = scrapes.get(0);
      return own.millisAt(MOST) <= MOST_MILLIS && own.megabytesAt(HALF) <= MOST_MEGABYTES;
    }
  }

  private void print(Mix mix, @Nullable String encoding, Subject subject, Scrapes scrapes) {
    out.printf(
        "%s %s %s %.2f %.2f %.2f %.2f%n",
        mix.word(),
        encoding == null ? "plain" : encoding,
        subject.name(),
        scrapes.millisAt(HALF),
        scrapes.millisAt(MOST),
        scrapes.bodyMegabytes(),
        scrapes.megabytesAt(HALF));
  }
}
