package io.tallystick.core.record;

import io.tallystick.MetricKind;
import io.tallystick.guard.Decision;
import io.tallystick.guard.Rule;
import java.util.function.LongSupplier;

/**
 * Gives a new series its index, its cells and its memory. Under the registry's lock, but for {@link
 * #nowhere}.
 *
 * <p>The first counter cell, gauge cells and index belong to series that lead nowhere: what is
 * refused is added there, so that the hot path needs no question for it.
 */
final class SeriesMaker {
  /** What a series takes beside its text: itself, its places in tables, what the minute needs. */
  private static final long SERIES_BYTES = 160;

  /** What a histogram takes with a few pages. */
  private static final long HISTOGRAM_BYTES = 1_500;

  /** How many series lead nowhere. */
  static final int NOWHERE = 3;

  private final SeriesDirectory directory;
  private final Lanes lanes;
  private final Gauges gauges;
  private final SharedCells minuteBase;
  private final Budgets budgets;
  private final LongSupplier elapsedNanos;
  private final Numbers counterCells = new Numbers();
  private final Numbers gaugeCells = new Numbers();
  private final Series noCounter;
  private final Series noGauge;
  private final Series noHistogram;

  SeriesMaker(
      SeriesDirectory directory,
      Lanes lanes,
      Gauges gauges,
      SharedCells minuteBase,
      Budgets budgets,
      LongSupplier elapsedNanos) {
    this.directory = directory;
    this.lanes = lanes;
    this.gauges = gauges;
    this.minuteBase = minuteBase;
    this.budgets = budgets;
    this.elapsedNanos = elapsedNanos;
    noCounter = leadingNowhere(MetricKind.COUNTER, counterCells.take());
    noGauge = leadingNowhere(MetricKind.GAUGE, gaugeCells.take());
    noHistogram = leadingNowhere(MetricKind.HISTOGRAM, 0);
  }

  private Series leadingNowhere(MetricKind kind, int cell) {
    Series series =
        new Series.Builder(new Metric("tallystick.nowhere"), kind, new String[0])
            .at(directory.reserve(), cell, new NowhereSink())
            .build();
    directory.put(series);
    return series;
  }

  /** One more than the highest counter cell there is. */
  int counterCells() {
    return counterCells.end();
  }

  /** The series of a kind whose samples nobody reads. */
  Series nowhere(MetricKind kind) {
    return switch (kind) {
      case COUNTER -> noCounter;
      case GAUGE -> noGauge;
      case HISTOGRAM -> noHistogram;
    };
  }

  /** Whether there is memory for one more series; takes it. */
  Decision decideMemory(MetricKind kind, String[] pairs) {
    long bytes = SERIES_BYTES + textBytes(pairs);
    if (!budgets.cells().tryTake(bytes)) {
      return noMemory("series");
    }
    if (kind == MetricKind.HISTOGRAM && !budgets.histograms().tryTake(HISTOGRAM_BYTES)) {
      budgets.cells().give(bytes);
      return noMemory("histograms");
    }
    return Decision.accepted();
  }

  /** Takes memory for a series that cannot be done without, beyond the limit if need be. */
  void takeMemory(MetricKind kind, String[] pairs) {
    budgets.cells().take(SERIES_BYTES + textBytes(pairs));
    budgets.histograms().take(kind == MetricKind.HISTOGRAM ? HISTOGRAM_BYTES : 0);
  }

  private static Decision noMemory(String what) {
    return Decision.refused(
        Rule.SERIES_IN_ALL,
        "The memory for %s is used up: record fewer series, or give them more memory."
            .formatted(what));
  }

  /** Sets the cells of a series that is out of use to zero. */
  void clear(Series series) {
    switch (series.kind()) {
      case COUNTER -> {
        lanes.clear(series.cell());
        minuteBase.clear(series.cell());
      }
      case GAUGE -> gauges.clear(series.cell());
      case HISTOGRAM -> {} // its samples are its own
    }
  }

  /** Frees the memory, the cells and the index of a series that is out of use and cleared. */
  void free(Series series) {
    budgets.cells().give(SERIES_BYTES + textBytes(series.pairs()));
    switch (series.kind()) {
      case COUNTER -> counterCells.giveBack(series.cell());
      case GAUGE -> gaugeCells.giveBack(series.cell());
      case HISTOGRAM -> {
        budgets.histograms().give(HISTOGRAM_BYTES);
        ((HistogramSink) series.sink()).discard();
      }
    }
    directory.remove(series);
  }

  private static long textBytes(String[] pairs) {
    long bytes = 0;
    for (int i = 1; i < pairs.length; i += 2) {
      bytes += 48 + pairs[i].length();
      bytes += pairs[i - 1].length();
    }
    return bytes;
  }

  Series make(Metric metric, MetricKind kind, String[] sortedPairs) {
    return put(new Series.Builder(metric, kind, sortedPairs));
  }

  Series make(Metric metric, MetricKind kind, String[] sortedPairs, Tenant tenant) {
    return put(new Series.Builder(metric, kind, sortedPairs).owner(tenant));
  }

  private Series put(Series.Builder builder) {
    int index = directory.reserve();
    builder.since(elapsedNanos.getAsLong());
    Series series =
        switch (builder.kind()) {
          case COUNTER -> builder.at(index, counterCells.take(), null).build();
          case GAUGE -> builder.at(index, gaugeCells.take(), null).build();
          case HISTOGRAM -> {
            Bounds bounds = builder.metric().bounds();
            HistogramSink sink = new HistogramSink(budgets.histograms(), bounds);
            yield builder.at(index, 0, sink).build();
          }
        };
    directory.put(series);
    return series;
  }
}
