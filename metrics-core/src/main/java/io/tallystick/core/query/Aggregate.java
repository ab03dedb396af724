package io.tallystick.core.query;

import io.tallystick.spi.TimeRange;
import java.util.Map;

/**
 * What a time amounts to, in one.
 *
 * <p>A number that the metric does not have is NaN: a counter has no mean, a gauge no count, and
 * what was never measured has neither.
 *
 * <pre>{@code
 * Aggregate day = reader.aggregate(Question.about("http.request.duration_ms"));
 * show(day.count() + " requests, " + day.p95() + " ms");
 * }</pre>
 *
 * @param range the time, as far as buckets have its borders
 * @param count what was added to a counter, in whole amounts, exactly; how many values a histogram
 *     has; 0 of a gauge
 * @param sum what was added to a counter, all amounts; the sum of a histogram's values
 * @param rate the count, or of a counter the sum, of a second
 * @param avg the mean
 * @param min the least value
 * @param max the greatest value
 * @param last the last value of a gauge
 * @param ratio of the counts, where one was asked for
 * @param percentiles by their ids: p50, p95, p99 and the one that was asked for; of a histogram
 * @param state how much is known
 * @param isApproximate whether the time was cut at the nearest borders that buckets have
 * @param basis what it was made of
 */
public record Aggregate(
    TimeRange range,
    long count,
    double sum,
    double rate,
    double avg,
    double min,
    double max,
    double last,
    double ratio,
    Map<String, Double> percentiles,
    PointState state,
    boolean isApproximate,
    Basis basis) {
  /** Copies the map. */
  public Aggregate {
    percentiles = Map.copyOf(percentiles);
  }

  /** Half of the values are at most this; NaN without any. */
  public double p50() {
    return percentile("p50");
  }

  /** 95 of 100 values are at most this; NaN without any. */
  public double p95() {
    return percentile("p95");
  }

  /** 99 of 100 values are at most this; NaN without any. */
  public double p99() {
    return percentile("p99");
  }

  private double percentile(String id) {
    return percentiles.getOrDefault(id, Double.NaN);
  }
}
