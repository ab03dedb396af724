package io.tallystick.core.query;

import io.tallystick.MetricKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * What is made of the values of a metric within a stretch of time.
 *
 * <table>
 * <caption>Which kinds of metric have which</caption>
 * <tr><td>{@link #COUNT}<td>counter: what was added; histogram: how many values
 * <tr><td>{@link #SUM}<td>counter: what was added; histogram: the sum of the values
 * <tr><td>{@link #RATE}<td>the count of a second
 * <tr><td>{@link #AVG}, {@link #MIN}, {@link #MAX}<td>histogram, gauge (the mean weighted by time)
 * <tr><td>{@link #LAST}<td>gauge
 * <tr><td>{@link #percentile}<td>histogram
 * </table>
 *
 * <pre>{@code
 * Aggregation.percentile(99.9).id(); // p99.9
 * }</pre>
 */
public final class Aggregation {
  /** What was added to a counter; how many values a histogram has. */
  public static final Aggregation COUNT = new Aggregation(Type.COUNT, 0);

  /** What was added to a counter; the sum of a histogram's values. */
  public static final Aggregation SUM = new Aggregation(Type.SUM, 0);

  /** The count of a second. */
  public static final Aggregation RATE = new Aggregation(Type.RATE, 0);

  /** The mean of a histogram's values; a gauge's mean weighted by time. */
  public static final Aggregation AVG = new Aggregation(Type.AVG, 0);

  /** The least value of a histogram or a gauge. */
  public static final Aggregation MIN = new Aggregation(Type.MIN, 0);

  /** The greatest value of a histogram or a gauge. */
  public static final Aggregation MAX = new Aggregation(Type.MAX, 0);

  /** The last value of a gauge. */
  public static final Aggregation LAST = new Aggregation(Type.LAST, 0);

  /** What is asked of a distribution most, and often together. */
  static final List<Aggregation> USUAL_PERCENTILES =
      List.of(percentile(50), percentile(95), percentile(99));

  private final Type type;
  private final double percentile;

  private Aggregation(Type type, double percentile) {
    this.type = type;
    this.percentile = percentile;
  }

  /**
   * The least value that so many of a hundred values are not above.
   *
   * @param percentile from 0, the least value, to 100, the greatest
   * @throws InvalidQueryException when it is anything else
   */
  public static Aggregation percentile(double percentile) {
    if (!(percentile >= 0 && percentile <= 100)) {
      throw new InvalidQueryException("percentile", percentile, "give a number from 0 to 100");
    }
    return new Aggregation(Type.PERCENTILE, percentile + 0.0);
  }

  /**
   * The aggregation of an id, such as {@code avg} or {@code p99.9}, in lower case.
   *
   * @throws InvalidQueryException when there is none
   */
  public static Aggregation parse(String id) {
    for (Type each : Type.values()) {
      if (each != Type.PERCENTILE && each.name().toLowerCase(Locale.ROOT).equals(id)) {
        return new Aggregation(each, 0);
      }
    }
    if (id.matches("p\\d{1,3}(\\.\\d{1,9})?")) {
      return percentile(Double.parseDouble(id.substring(1)));
    }
    throw new InvalidQueryException(
        "aggregation", id, "give count, sum, rate, avg, min, max, last, or p0 to p100");
  }

  /** What is asked for when nothing is said. */
  static Aggregation ofKind(MetricKind kind) {
    return switch (kind) {
      case COUNTER -> COUNT;
      case GAUGE -> LAST;
      case HISTOGRAM -> percentile(95);
    };
  }

  /** Its word, such as {@code avg} or {@code p95}. */
  public String id() {
    return type == Type.PERCENTILE
        ? "p" + BigDecimal.valueOf(percentile).stripTrailingZeros().toPlainString()
        : type.name().toLowerCase(Locale.ROOT);
  }

  Type type() {
    return type;
  }

  /** As a fraction. */
  double quantile() {
    return percentile / 100;
  }

  /** Whether counts and sums do not tell it. */
  boolean isPercentile() {
    return type == Type.PERCENTILE;
  }

  /** Refuses what a metric of a kind does not have. */
  void requireFor(MetricKind kind, String metric) {
    boolean fits =
        switch (type) {
          case COUNT, SUM, RATE -> kind != MetricKind.GAUGE;
          case AVG, MIN, MAX -> kind != MetricKind.COUNTER;
          case LAST -> kind == MetricKind.GAUGE;
          case PERCENTILE -> kind == MetricKind.HISTOGRAM;
        };
    if (!fits) {
      throw new InvalidQueryException(
          "aggregation",
          id(),
          "%s is a %s, which has %s"
              .formatted(metric, kind.name().toLowerCase(Locale.ROOT), has(kind)));
    }
  }

  private static String has(MetricKind kind) {
    return switch (kind) {
      case COUNTER -> "count, sum and rate";
      case GAUGE -> "last, avg, min and max";
      case HISTOGRAM -> "count, sum, rate, avg, min, max and p0 to p100";
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Aggregation that && id().equals(that.id());
  }

  @Override
  public int hashCode() {
    return id().hashCode();
  }

  @Override
  public String toString() {
    return id();
  }

  /** The ways of making one number of many. */
  enum Type {
    COUNT,
    SUM,
    RATE,
    AVG,
    MIN,
    MAX,
    LAST,
    PERCENTILE
  }
}
