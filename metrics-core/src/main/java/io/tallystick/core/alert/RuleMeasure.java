package io.tallystick.core.alert;

import io.tallystick.core.query.Aggregation;
import io.tallystick.core.query.InvalidQueryException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which number of which metric a rule looks at. A rule of errors, response times or limits has one
 * of its own and needs none of this.
 *
 * <pre>{@code
 * RuleMeasure slow = RuleMeasure.of("email.send.duration_ms").aggregation("p99");
 * }</pre>
 *
 * @param metric its name; empty for what the type of the rule looks at
 * @param aggregation such as {@code p95}, {@code count} or {@code last}; empty for what suits the
 *     metric
 * @param perMetric the metric of which the counts are a share; empty where no share is asked for
 * @param perTags the tags of that, as in {@link RuleScope#tags}
 */
public record RuleMeasure(
    String metric, String aggregation, String perMetric, SortedMap<String, List<String>> perTags) {
  /** What the type of the rule looks at. */
  public static final RuleMeasure OF_TYPE = new RuleMeasure("", "", "", new TreeMap<>());

  /** Copies and checks. */
  public RuleMeasure {
    if (!metric.isEmpty()) {
      Checks.metric("metric", metric);
    }
    requireAggregation(aggregation);
    if (!perMetric.isEmpty()) {
      Checks.metric("per.metric", perMetric);
      if (!aggregation.isEmpty()) {
        throw new InvalidRuleException(
            "aggregation", aggregation, "a share is of counts: leave it out, or leave per out");
      }
    }
    perTags = RuleScope.copied("per.tag_filter", perTags);
  }

  private static void requireAggregation(String aggregation) {
    try {
      if (!aggregation.isEmpty()) {
        Aggregation.parse(aggregation);
      }
    } catch (InvalidQueryException unknown) {
      throw new InvalidRuleException(
          "aggregation",
          aggregation,
          "give count, sum, rate, avg, min, max, last, or a percentile such as p95 or p99.9");
    }
  }

  /** A metric, in the way that suits it. */
  public static RuleMeasure of(String metric) {
    return new RuleMeasure(metric, "", "", new TreeMap<>());
  }

  /** The same metric in another way. */
  public RuleMeasure aggregation(String id) {
    return new RuleMeasure(metric, id, perMetric, perTags);
  }

  /** Its counts as a share of another metric's. */
  public RuleMeasure per(String other, SortedMap<String, List<String>> tags) {
    return new RuleMeasure(metric, aggregation, other, tags);
  }
}
