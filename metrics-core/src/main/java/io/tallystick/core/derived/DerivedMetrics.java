package io.tallystick.core.derived;

import io.tallystick.MetricDescriptor;
import io.tallystick.Metrics;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.polling.Polling;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The metrics and tables of a runtime that are derived from the application's own tables.
 *
 * <p>Gauges and counters are asked for by the runtime and are found like any other metric; series
 * and tables are asked for here. Each has a thread and a connection of its own while it is asked
 * for, one at a time, so one that hangs or fails holds up no other; after three failures in a row
 * it rests for ten minutes. Nothing is ever written to the application's database.
 *
 * <p>For any thread.
 *
 * <pre>{@code
 * DerivedMetrics derived = runtime.derived();
 * List<DerivedPoint> started = derived.series("trace.started", lastDay, Duration.ofHours(1));
 * DerivedRows signIns = derived.table("signins.recent", lastDay, 50);
 * }</pre>
 */
public final class DerivedMetrics {
  private final List<DerivedMetric> metrics;
  private final List<DerivedTable> tables;
  private final List<Polling> polled = new ArrayList<>();
  private final List<TableCounter> counters = new ArrayList<>();
  private final Map<String, SeriesQuestion> series = new LinkedHashMap<>();
  private final Map<String, TableQuestion> questions = new LinkedHashMap<>();
  private volatile boolean isStopped;

  /**
   * Makes the door; nothing is asked yet.
   *
   * @param recorded through which gauges are recorded
   * @throws IllegalArgumentException when two have the same name
   */
  public DerivedMetrics(
      List<DerivedMetric> metrics,
      List<DerivedTable> tables,
      StorageBackend storage,
      Metrics recorded,
      DerivedSettings settings,
      Supplier<Moment> clock) {
    this.metrics = List.copyOf(metrics);
    this.tables = List.copyOf(tables);
    requireDistinct();
    WriterId holder = WriterId.random();
    for (DerivedMetric metric : this.metrics) {
      switch (metric.kind()) {
        case GAUGE -> {
          GaugeTable gauge = new GaugeTable(metric, recorded, settings.guard());
          polled.add(new Polling(new DerivedPoll(metric, gauge, settings.interval()), clock));
        }
        case COUNTER -> {
          TableCounter counter = new TableCounter(metric, storage, settings, holder);
          counters.add(counter);
          polled.add(new Polling(new DerivedPoll(metric, counter, settings.interval()), clock));
        }
        case SERIES ->
            series.put(metric.name(), new SeriesQuestion(metric, settings.guard(), clock));
      }
    }
    this.tables.forEach(table -> questions.put(table.name(), new TableQuestion(table, clock)));
    this.metrics.forEach(metric -> metric.descriptor().ifPresent(each -> describe(recorded, each)));
  }

  private void requireDistinct() {
    Set<String> names = new HashSet<>();
    Stream.concat(
            metrics.stream().map(DerivedMetric::name), tables.stream().map(DerivedTable::name))
        .forEach(
            name -> {
              if (!names.add(name)) {
                throw new IllegalArgumentException(
                    "Two derived metrics or tables are called %s: give each a name of its own."
                        .formatted(name));
              }
            });
  }

  private static void describe(Metrics recorded, MetricDescriptor descriptor) {
    recorded.describe(descriptor);
  }

  /** What is derived, in the order in which it was given. */
  public List<DerivedMetric> metrics() {
    return metrics;
  }

  /** The names of the series that are asked for when somebody looks. */
  public Set<String> seriesNames() {
    return Collections.unmodifiableSet(series.keySet());
  }

  /** The tables, in the order in which they were given. */
  public List<DerivedTable> tables() {
    return tables;
  }

  /** Whether there is anything that has to be asked for again and again. */
  public boolean isPolled() {
    return !polled.isEmpty();
  }

  /** Begins what it is time for and gives up what hangs; for one thread, and never waits. */
  public void look() {
    if (!isStopped) {
      polled.forEach(Polling::look);
    }
  }

  /**
   * The numbers of a series that is asked for when somebody looks, the oldest first.
   *
   * @param step how far apart the numbers are to be, at least a second
   * @throws IllegalArgumentException when there is no such series, the range is empty or the step
   *     is too short
   * @throws DerivedQueryException when the SQL failed, took too long or is switched off
   */
  public List<DerivedPoint> series(String name, TimeRange range, Duration step) {
    SeriesQuestion question = series.get(name);
    if (question == null) {
      throw unknown("series", name, series.keySet());
    }
    requireRunning(name);
    return question.ask(range, step);
  }

  /**
   * The rows of a table.
   *
   * @param limit how many rows at most, 1 to {@value DerivedTable#MOST_ROWS}
   * @throws IllegalArgumentException when there is no such table or the limit is out of bounds
   * @throws DerivedQueryException when the SQL failed, took too long or is switched off
   */
  public DerivedRows table(String name, TimeRange range, int limit) {
    TableQuestion question = questions.get(name);
    if (question == null) {
      throw unknown("table", name, questions.keySet());
    }
    requireRunning(name);
    return question.ask(range, limit);
  }

  private static IllegalArgumentException unknown(String what, String name, Set<String> known) {
    return new IllegalArgumentException(
        "There is no derived %s %s: there are %s.".formatted(what, name, known));
  }

  private void requireRunning(String name) {
    if (isStopped) {
      throw new DerivedQueryException(
          "The derived %s is not asked for any more: the runtime is closed.".formatted(name), null);
    }
  }

  /** How each metric and table gets on, metrics first. */
  public List<DerivedStatus> status() {
    List<DerivedStatus> all = new ArrayList<>();
    polled.forEach(each -> all.add(DerivedStatus.of(each.polled().name(), each.status())));
    series.values().forEach(each -> all.add(each.status()));
    questions.values().forEach(each -> all.add(each.status()));
    return all;
  }

  /** Waits until a metric is not being polled; whether that came in time. For tests. */
  boolean awaitQuiet(String name, Duration most) throws InterruptedException {
    for (Polling each : polled) {
      if (each.polled().name().equals(name)) {
        return each.awaitQuiet(most);
      }
    }
    return false;
  }

  /** Begins nothing any more; what runs comes to its end by itself. Never waits. */
  public void stop() {
    isStopped = true;
  }

  /** Lets other instances count at once; asks the store, which may take long. */
  public void release() {
    for (TableCounter counter : counters) {
      try {
        counter.release();
      } catch (StorageException isAway) {
        return; // the leases end by themselves
      }
    }
  }
}
