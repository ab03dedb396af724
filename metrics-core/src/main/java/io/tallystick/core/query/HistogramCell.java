package io.tallystick.core.query;

import io.tallystick.MetricKind;
import io.tallystick.core.merge.FiniteSum;
import io.tallystick.core.merge.StateMerge;
import io.tallystick.core.sketch.QuantileSketch;
import io.tallystick.core.sketch.SketchFormatException;
import io.tallystick.core.sketch.SketchSum;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StretchTotal;
import io.tallystick.spi.WriterId;
import java.time.Instant;
import java.util.List;

/** The values of histograms; their distribution only where a quantile is asked for. */
final class HistogramCell implements Cell {
  private final List<Double> quantiles;
  private final FiniteSum sum = new FiniteSum();
  private final SketchSum sketches = new SketchSum();
  private long count;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  HistogramCell(List<Double> quantiles) {
    this.quantiles = quantiles;
  }

  @Override
  public void add(StretchTotal total) {
    add(total.count(), total.sum(), total.min(), total.max());
  }

  /** A sketch that cannot be read has no part in quantiles; its values count all the same. */
  @Override
  public void add(SeriesKey series, WriterId writer, Instant start, BucketState state) {
    HistogramState histogram = (HistogramState) state;
    add(histogram.count(), histogram.sum(), histogram.min(), histogram.max());
    if (!quantiles.isEmpty()) {
      addSketch(histogram);
    }
  }

  private void add(long values, double total, double least, double greatest) {
    count = StateMerge.saturatedSum(count, values);
    sum.add(total);
    min = Math.min(min, least);
    max = Math.max(max, greatest);
  }

  private void addSketch(HistogramState histogram) {
    try {
      sketches.add(histogram.sketch().toArray());
    } catch (SketchFormatException damaged) {
      // The folds of such a row say so in the log; here the rest is worth more than an error.
      return;
    }
  }

  @Override
  public void addAll(Cell other) {
    HistogramCell histograms = (HistogramCell) other;
    add(histograms.count, histograms.sum.value(), histograms.min, histograms.max);
    sketches.add(histograms.sketch());
  }

  /** The distribution of the values, of those whose distribution can be read. */
  QuantileSketch sketch() {
    return sketches.sketch();
  }

  /** The same without the distribution, which takes most of its room. */
  HistogramCell withoutSketch() {
    HistogramCell numbers = new HistogramCell(quantiles);
    numbers.add(count, sum.value(), min, max);
    return numbers;
  }

  @Override
  public CellValue value() {
    return value(sketches.sketch());
  }

  /** The same of a distribution that was added up elsewhere. */
  CellValue value(QuantileSketch sketch) {
    return new CellValue(
        MetricKind.HISTOGRAM,
        count,
        sum.value(),
        min,
        max,
        Double.NaN,
        Double.NaN,
        Instant.EPOCH,
        quantiles.isEmpty() ? List.of() : quantiles.stream().map(q -> within(sketch, q)).toList(),
        sketch.count() == 0 ? null : sketch.error());
  }

  /** A quantile that fits the extremes, also where a column and a sketch disagree. */
  private double within(QuantileSketch sketch, double q) {
    return sketch.count() == 0 ? Double.NaN : Math.max(min, Math.min(sketch.quantile(q), max));
  }
}
