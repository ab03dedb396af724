package io.tallystick.core.record;

import io.tallystick.Counter;
import io.tallystick.Histogram;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What one thread recorded, through handles and calls of every form. */
final class Recorded {
  static final List<String> COUNTERS = List.of("a.count", "a.churn.count");
  static final List<String> HISTOGRAMS = List.of("a.size_bytes", "a.churn.size_bytes");

  private static final Tags[] CONSTANTS = {
    Tags.of("k", "0"), Tags.of("k", "1", "l", "1"), Tags.of("k", "2", "l", "2", "m", "2")
  };

  private final Map<String, Long> whole = new HashMap<>();
  private final Map<String, Double> fractions = new HashMap<>();
  private final Map<String, Long> samples = new HashMap<>();
  private final Map<String, Double> sums = new HashMap<>();
  private final Map<String, List<Double>> values = new HashMap<>();
  private final Metrics metrics;
  private final Random random;
  private final String text;
  private volatile long finishedCalls;
  private volatile boolean hasEnded;

  Recorded(Metrics metrics, long seed) {
    this.metrics = metrics;
    this.random = new Random(seed);
    this.text = Long.toString(seed & 3);
  }

  long whole(String name) {
    return whole.getOrDefault(name, 0L);
  }

  double fraction(String name) {
    return fractions.getOrDefault(name, 0.0);
  }

  long samples(String name) {
    return samples.getOrDefault(name, 0L);
  }

  double sum(String name) {
    return sums.getOrDefault(name, 0.0);
  }

  /** How many samples are above one bound, if any, and not above another. */
  long samples(String name, double above, double notAbove) {
    return values.getOrDefault(name, List.of()).stream()
        .filter(value -> value > above && value <= notAbove)
        .count();
  }

  private void note(String name, double value) {
    values.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
  }

  /** How many calls this thread came back from. */
  long finishedCalls() {
    return finishedCalls;
  }

  boolean hasEnded() {
    return hasEnded;
  }

  void end() {
    hasEnded = true;
  }

  void record(int calls) {
    Counter counter = metrics.counter("a.count", CONSTANTS[0]);
    Histogram histogram = metrics.histogram("a.size_bytes", CONSTANTS[1]);
    for (int i = 0; i < calls; i++) {
      String name = random.nextInt(4) == 0 ? ".churn" : "";
      switch (random.nextInt(5)) {
        case 0 -> recordThroughHandles(counter, histogram);
        case 1, 2 -> count("a" + name + ".count");
        default -> sample("a" + name + ".size_bytes");
      }
      finishedCalls = i + 1;
    }
  }

  private void recordThroughHandles(Counter counter, Histogram histogram) {
    int amount = random.nextInt(1_000);
    counter.add(amount);
    counter.increment();
    counter.add(0.25);
    whole.merge("a.count", 1L + amount, Long::sum);
    fractions.merge("a.count", 0.25, Double::sum);
    for (int i = 0; i < 40; i++) {
      histogram.record(i - 20);
      histogram.record((double) amount);
      note("a.size_bytes", i - 20);
      note("a.size_bytes", amount);
    }
    samples.merge("a.size_bytes", 80L, Long::sum);
    sums.merge("a.size_bytes", -20.0 + 40 * amount, Double::sum);
  }

  private void count(String name) {
    if (random.nextInt(3) == 0) {
      double amount = random.nextInt(100) + 0.75;
      countSome(name, amount);
      fractions.merge(name, amount, Double::sum);
      return;
    }
    long amount = random.nextInt(100);
    switch (random.nextInt(6)) {
      case 0 -> metrics.count(name, amount);
      case 1 -> metrics.count(name, amount, "k", new String(text));
      case 2 -> metrics.count(name, amount, "l", "3", "k", text);
      case 3 -> metrics.count(name, amount, "password", "secret", "k", text);
      case 4 -> metrics.count(name, amount, Tags.of("k", text, "l", "4"));
      default -> metrics.count(name, amount, CONSTANTS[random.nextInt(CONSTANTS.length)]);
    }
    whole.merge(name, amount, Long::sum);
  }

  private void countSome(String name, double amount) {
    switch (random.nextInt(3)) {
      case 0 -> metrics.count(name, amount);
      case 1 -> metrics.count(name, amount, "k", new String(text), "l", "3");
      default -> metrics.count(name, amount, CONSTANTS[random.nextInt(CONSTANTS.length)]);
    }
  }

  private void sample(String name) {
    long value = random.nextInt(8) == 0 ? 256 : random.nextInt(2_000) - 500; // a bound now and then
    note(name, value);
    switch (random.nextInt(5)) {
      case 0 -> metrics.histogram(name, value);
      case 1 -> metrics.histogram(name, (double) value, "k", new String(text));
      case 2 -> metrics.histogram(name, value, "l", "3", "k", text, "m", "3");
      case 3 -> metrics.histogram(name, value, Tags.of("k", text, "l", "4"));
      default -> metrics.histogram(name, value, CONSTANTS[random.nextInt(CONSTANTS.length)]);
    }
    samples.merge(name, 1L, Long::sum);
    sums.merge(name, (double) value, Double::sum);
  }
}
