package io.tallystick.benchmarks;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.tallystick.Metrics;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Makes counters of one library: a thousand series each of ten names. */
final class CounterFleets {
  static final int COUNT = 10 * ThousandSeries.COUNT;

  private static final String[] NAMES =
      IntStream.range(0, 10).mapToObj(i -> "heap" + i + ".request.count").toArray(String[]::new);

  private final ThousandSeries series;

  /** The strings are the caller's: they belong to no library's heap. */
  CounterFleets(ThousandSeries series) {
    this.series = series;
  }

  /** The fleet of a contender, by its name in the table. */
  CounterFleet of(String contender) {
    return switch (contender) {
      case "longAdder" -> longAdders();
      case "ours" -> ours();
      case "micrometer" -> micrometer();
      case "prometheus" -> prometheus();
      case "openTelemetry" -> openTelemetry();
      case "dropwizard" -> dropwizard();
      case "spectator" -> spectator();
      default -> throw new IllegalArgumentException("Nobody is called " + contender + ".");
    };
  }

  private static CounterFleet longAdders() {
    List<LongAdder> adders = each(number -> new LongAdder());
    return new CounterFleet(adders, number -> adders.get(number).increment());
  }

  private CounterFleet ours() {
    Metrics metrics = OurMetrics.start();
    return new CounterFleet(
        metrics,
        number -> {
          int slot = slot(number);
          metrics.count(
              name(number),
              1,
              ThousandSeries.ROUTE,
              series.routes[slot],
              ThousandSeries.METHOD,
              series.methods[slot],
              ThousandSeries.STATUS,
              series.statuses[slot]);
        });
  }

  private CounterFleet micrometer() {
    MeterRegistry registry = Peers.micrometer();
    List<io.micrometer.core.instrument.Counter> counters =
        each(number -> registry.counter(name(number), series.pairs(slot(number))));
    return new CounterFleet(registry, number -> counters.get(number).increment());
  }

  private CounterFleet prometheus() {
    List<io.prometheus.metrics.core.metrics.Counter> metrics =
        IntStream.range(0, NAMES.length)
            .mapToObj(
                i ->
                    Peers.prometheusCounter(
                        ThousandSeries.ROUTE, ThousandSeries.METHOD, ThousandSeries.STATUS))
            .toList();
    List<io.prometheus.metrics.core.datapoints.CounterDataPoint> counters =
        each(number -> metrics.get(number / ThousandSeries.COUNT).labelValues(labels(number)));
    return new CounterFleet(metrics, number -> counters.get(number).inc());
  }

  private CounterFleet openTelemetry() {
    SdkMeterProvider provider = Peers.openTelemetry();
    List<LongCounter> counters =
        IntStream.range(0, NAMES.length)
            .mapToObj(i -> provider.get("bench").counterBuilder(NAMES[i]).build())
            .toList();
    List<Attributes> attributes =
        each(
            number -> {
              String[] labels = labels(number);
              return Peers.attributes(labels[0], labels[1], labels[2]);
            });
    return new CounterFleet(
        provider,
        number -> counters.get(number / ThousandSeries.COUNT).add(1, attributes.get(number)));
  }

  private CounterFleet dropwizard() {
    com.codahale.metrics.MetricRegistry registry = new com.codahale.metrics.MetricRegistry();
    List<com.codahale.metrics.Counter> counters =
        each(
            number ->
                registry.counter(
                    com.codahale.metrics.MetricRegistry.name(name(number), labels(number))));
    return new CounterFleet(registry, number -> counters.get(number).inc());
  }

  private CounterFleet spectator() {
    com.netflix.spectator.api.Registry registry = Peers.spectator();
    List<com.netflix.spectator.api.Counter> counters =
        each(number -> registry.counter(name(number), series.pairs(slot(number))));
    return new CounterFleet(registry, number -> counters.get(number).increment());
  }

  private static String name(int number) {
    return NAMES[number / ThousandSeries.COUNT];
  }

  private static int slot(int number) {
    return number % ThousandSeries.COUNT;
  }

  private String[] labels(int number) {
    int slot = slot(number);
    return new String[] {series.routes[slot], series.methods[slot], series.statuses[slot]};
  }

  private static <T> List<T> each(IntFunction<T> make) {
    return IntStream.range(0, COUNT).mapToObj(make).toList();
  }
}
