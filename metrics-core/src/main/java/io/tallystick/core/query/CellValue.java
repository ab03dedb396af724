package io.tallystick.core.query;

import io.tallystick.MetricKind;
import io.tallystick.core.merge.StateMerge;
import io.tallystick.core.sketch.QuantileError;
import io.tallystick.spi.GaugeState;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the buckets of a group and a stretch amount to.
 *
 * @param kind of which metric
 * @param count of a counter the sum of its whole amounts, of a histogram how many values
 * @param sum of a counter the sum of its other amounts, of a histogram the sum of its values
 * @param mean of a gauge, weighted by time
 * @param last of a gauge
 * @param lastAt when a gauge was last seen
 * @param quantiles in the order in which they were asked for
 * @param error how far quantiles may be off, or null without any
 */
record CellValue(
    MetricKind kind,
    long count,
    double sum,
    double min,
    double max,
    double mean,
    double last,
    Instant lastAt,
    List<Double> quantiles,
    @Nullable QuantileError error) {
  /** Of a counter to which nothing was added, or a histogram without a value. */
  static CellValue nothing(MetricKind kind, int quantiles) {
    return new CellValue(
        kind,
        0,
        0,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Instant.EPOCH,
        Collections.nCopies(quantiles, Double.NaN),
        null);
  }

  /** Of gauges. */
  static CellValue of(GaugeState state) {
    return new CellValue(
        MetricKind.GAUGE,
        0,
        0,
        state.min(),
        state.max(),
        state.mean(),
        state.last(),
        state.lastAt(),
        List.of(),
        null);
  }

  /** This and another, of what adds up like a counter. */
  CellValue plus(CellValue other) {
    return new CellValue(
        kind,
        StateMerge.saturatedSum(count, other.count),
        sum + other.sum,
        min,
        max,
        mean,
        last,
        lastAt,
        quantiles,
        error);
  }

  /** How many there are: what was added, or how many values; 0 of a gauge. */
  double volume() {
    return switch (kind) {
      case COUNTER -> count + sum;
      case HISTOGRAM -> count;
      case GAUGE -> 0;
    };
  }

  /** The sum of all that was added, or of all values. */
  double total() {
    return kind == MetricKind.COUNTER ? count + sum : sum;
  }

  double avg() {
    return switch (kind) {
      case COUNTER -> Double.NaN;
      case HISTOGRAM -> count == 0 ? Double.NaN : sum / count;
      case GAUGE -> mean;
    };
  }

  /** The number that an aggregation makes of it; the quantile is the first that was asked for. */
  double of(Aggregation aggregation, double seconds) {
    return switch (aggregation.type()) {
      case COUNT -> volume();
      case SUM -> total();
      case RATE -> seconds > 0 ? volume() / seconds : Double.NaN;
      case AVG -> avg();
      case MIN -> min;
      case MAX -> max;
      case LAST -> last;
      case PERCENTILE -> quantiles.get(0);
    };
  }
}
