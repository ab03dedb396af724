package io.tallystick.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricKind;
import io.tallystick.Metrics;
import io.tallystick.guard.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A recording, its clock, and what it showed when it was drained last. A series is known by {@code
 * name{key=value}}, a tenant's with {@code @} and its key behind that.
 */
final class ShownRecording implements DrainTarget {
  final AtomicLong elapsedNanos;
  final Recording recording;
  final Metrics metrics;

  private final Map<String, Series> series = new TreeMap<>();
  private final Map<String, Long> totals = new HashMap<>();
  private final Map<String, Long> inMinute = new HashMap<>();
  private final Map<Series, Double> fractions = new HashMap<>();
  private final Map<String, GaugeShown> gauges = new HashMap<>();
  private final Map<String, HistogramMinute> histograms = new HashMap<>();

  ShownRecording() {
    this(new Wanted());
  }

  ShownRecording(Wanted wanted) {
    elapsedNanos = wanted.elapsedNanos;
    recording = new Recording(wanted.settings());
    metrics = recording.metrics();
  }

  ShownRecording drain() {
    return drain(false);
  }

  ShownRecording drain(boolean endsMinute) {
    series.clear();
    totals.clear();
    inMinute.clear();
    gauges.clear();
    histograms.clear();
    recording.drain(this, endsMinute);
    return this;
  }

  @Override
  public void counter(Series shown, long total, long sinceMinute, double fraction) {
    String id = note(shown);
    totals.put(id, total);
    inMinute.put(id, sinceMinute);
    fractions.merge(shown, fraction, Double::sum);
  }

  @Override
  public void gauge(Series shown, double last, double least, double greatest) {
    gauges.put(note(shown), new GaugeShown(last, least, greatest));
  }

  @Override
  public boolean wantsHistogram(Series shown, long count) {
    return true;
  }

  @Override
  public void histogram(Series shown, HistogramMinute minute) {
    histograms.put(note(shown), minute);
  }

  private String note(Series shown) {
    String id = id(shown);
    assertThat(series.put(id, shown)).as("shown twice: %s", id).isNull();
    return id;
  }

  private static String id(Series series) {
    String tags = series.tags().isEmpty() ? "" : series.tags().toString();
    return series.name() + tags + (series.tenant() == null ? "" : "@" + series.tenant());
  }

  /** The series of the application and of tenants, not those that recording counts itself in. */
  Set<String> ids() {
    Map<String, Series> others = new TreeMap<>(series);
    others.keySet().removeIf(id -> id.startsWith("tallystick."));
    return others.keySet();
  }

  Series series(String id) {
    assertThat(series).containsKey(id);
    return series.get(id);
  }

  List<Series> all(String... ids) {
    List<Series> list = new ArrayList<>();
    for (String id : ids) {
      list.add(series(id));
    }
    return list;
  }

  /** The whole amounts of a counter; 0 where there is none. */
  long total(String id) {
    return totals.getOrDefault(id, 0L);
  }

  long inMinute(String id) {
    return inMinute.getOrDefault(id, 0L);
  }

  /** The fractional amounts of all drains. */
  double fraction(String id) {
    return fractions.getOrDefault(series(id), 0.0);
  }

  @Nullable GaugeShown gauge(String id) {
    return gauges.get(id);
  }

  double last(String id) {
    GaugeShown gauge = gauges.get(id);
    return gauge == null ? Double.NaN : gauge.last();
  }

  HistogramMinute histogram(String id) {
    assertThat(histograms).containsKey(id);
    return histograms.get(id);
  }

  /** The whole amounts of all series of a metric, or how many samples its histograms have. */
  long sum(String name) {
    long sum = 0;
    for (Map.Entry<String, Series> entry : series.entrySet()) {
      if (entry.getValue().name().equals(name)) {
        sum +=
            entry.getValue().kind() == MetricKind.HISTOGRAM
                ? histogram(entry.getKey()).count()
                : total(entry.getKey());
      }
    }
    return sum;
  }

  double fractionSum(String name) {
    double sum = 0;
    for (Map.Entry<Series, Double> entry : fractions.entrySet()) {
      sum += entry.getKey().name().equals(name) ? entry.getValue() : 0;
    }
    return sum;
  }

  long dropped(Rule rule) {
    return total("tallystick.dropped.count{reason=" + rule.id() + "}");
  }

  long rejected(Rule rule) {
    return total("tallystick.guard.rejected.count{rule=" + rule.id() + "}");
  }

  long overflowed(String metric) {
    return total("tallystick.series.overflow.count{metric=" + metric + "}");
  }

  /** How many samples were dropped, for whatever reason. */
  long droppedInAll() {
    long sum = 0;
    for (Rule rule : Rule.values()) {
      sum += dropped(rule);
    }
    return sum;
  }

  /** A gauge as a drain shows it. */
  record GaugeShown(double last, double least, double greatest) {}
}
