package io.tallystick.benchmarks;

import static io.tallystick.benchmarks.compare.Goal.atMost;
import static io.tallystick.benchmarks.compare.Goal.noGarbage;

import io.tallystick.benchmarks.compare.JmhProbe;
import io.tallystick.benchmarks.compare.ProgramProbe;
import io.tallystick.benchmarks.compare.Question;
import io.tallystick.benchmarks.compare.Unit;
import java.util.List;

/** What is asked of recording, and what we aim at. */
final class Questions {
  private static final String[] THREADS = {"1", "2", "8"};
  private static final String[] OURS = {"ours", "oursLateBound"};

  private static final double COUNTER_BYTES = 150;
  private static final double HISTOGRAM_BYTES = 7_000;
  private static final double LIVE_ERROR_PERCENT = 0.05;

  private Questions() {}

  static List<Question> all() {
    return List.of(
        boundCounter(),
        dynamicCounter("counter by literals", LiteralTagsBenchmark.class),
        dynamicCounter("counter by equal strings", EqualTagsBenchmark.class),
        constantTags(),
        boundHistogram(),
        dynamicHistogram(),
        measure(),
        virtualCounter(),
        virtualHistogram(),
        counterHeap(),
        histogramHeap(),
        percentileError());
  }

  private static Question timed(String name, Class<?> benchmark) {
    return Question.about(name, Unit.NANOS, new JmhProbe(benchmark)).at(THREADS).ours(OURS);
  }

  private static Question boundCounter() {
    return timed("counter, bound", BoundCounterBenchmark.class)
        .floor("longAdder")
        .peers("micrometer", "prometheus", "openTelemetry", "dropwizard", "spectator")
        .goals(atMost(0.35, "longAdder"), noGarbage());
  }

  private static Question dynamicCounter(String name, Class<?> benchmark) {
    return timed(name, benchmark)
        .floor("longAdder")
        .peers("micrometer", "prometheus", "openTelemetry", "spectator")
        .goals(atMost(0.10, "micrometer"), atMost(0.5, "prometheus"), noGarbage());
  }

  private static Question constantTags() {
    return timed("counter by a Tags constant", ConstantTagsBenchmark.class)
        .floor("longAdder")
        .peers("longAdders", "micrometer", "openTelemetry", "spectator")
        .goals(atMost(0.5, "longAdder"), noGarbage());
  }

  private static Question boundHistogram() {
    return timed("histogram, bound", BoundHistogramBenchmark.class)
        .floor("countAndSum")
        .peers(
            "micrometer",
            "prometheusSummary",
            "prometheusClassic",
            "prometheusNative",
            "openTelemetry",
            "dropwizard",
            "hdrHistogram")
        .goals(
            atMost(0.35, "openTelemetry", "1"),
            atMost(0.05, "openTelemetry", "2", "8"),
            noGarbage());
  }

  private static Question dynamicHistogram() {
    return timed("histogram by literals", DynamicHistogramBenchmark.class)
        .floor("countAndSum")
        .peers("micrometer", "prometheusClassic", "prometheusNative", "openTelemetry")
        .goals(atMost(0.05, "micrometer"), atMost(0.35, "prometheusClassic"), noGarbage());
  }

  private static Question measure() {
    return timed("measure", MeasureBenchmark.class)
        .floor("twoNanoTimes")
        .peers("micrometer", "dropwizard")
        .goals(atMost(1.3, "twoNanoTimes"), noGarbage());
  }

  private static Question virtualCounter() {
    return timed("counter in 16 virtual threads", VirtualThreadBenchmark.class)
        .at("1")
        .needsJava(VirtualThreads.SINCE)
        .floor("longAdder")
        .peers("micrometer", "prometheus", "openTelemetry")
        .goals(atMost(1, "longAdder"));
  }

  private static Question virtualHistogram() {
    return timed("histogram in 16 virtual threads", VirtualThreadBenchmark.class)
        .at("1")
        .needsJava(VirtualThreads.SINCE)
        .floor("longAdder")
        .peers("openTelemetryHistogram")
        .ours("oursHistogram");
  }

  private static Question counterHeap() {
    return Question.about(
            "heap of a counter", Unit.BYTES, new ProgramProbe(HeapPerSeries.class, "counter"))
        .at("1", "8", "200")
        .floor("longAdder")
        .peers("micrometer", "prometheus", "openTelemetry", "dropwizard", "spectator")
        .ours("ours")
        .goals(atMost(COUNTER_BYTES, Unit.BYTES));
  }

  private static Question histogramHeap() {
    return Question.about(
            "heap of a histogram", Unit.BYTES, new ProgramProbe(HeapPerSeries.class, "histogram"))
        .at("1", "8", "200")
        .peers(
            "micrometer",
            "prometheusSummary",
            "prometheusClassic",
            "prometheusNative",
            "openTelemetry",
            "dropwizard",
            "hdrHistogram")
        .ours("ours")
        .goals(atMost(HISTOGRAM_BYTES, Unit.BYTES));
  }

  private static Question percentileError() {
    return Question.about(
            "error on lognormal",
            Unit.PERCENT,
            new ProgramProbe(PercentileError.class, "lognormal"))
        .at("p50", "p95", "p99", "p99.9")
        .peers(
            "micrometer",
            "prometheusSummary",
            "prometheusClassic",
            "prometheusNative",
            "openTelemetry",
            "dropwizard",
            "hdrHistogram")
        .ours("ours")
        .goals(atMost(LIVE_ERROR_PERCENT, Unit.PERCENT));
  }
}
