package io.tallystick.core.alert;

import io.tallystick.core.json.JsonTree;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a rule looks at and when it fires. Immutable; each method gives another definition.
 *
 * <pre>{@code
 * RuleDefinition errors =
 *     RuleDefinition.errorRate("Many errors", 10)
 *         .groupBy("route_id")
 *         .minimumVolume(20)
 *         .severity(Severity.CRITICAL);
 * }</pre>
 *
 * @param name what people call it
 * @param type what it looks at
 * @param isEnabled whether it is evaluated
 * @param scope which series
 * @param measure which number of them
 * @param condition what must be so
 * @param timing over which time
 * @param severity how bad it is
 * @param webhooks whom it tells beside those whom every rule tells
 */
public record RuleDefinition(
    String name,
    RuleType type,
    boolean isEnabled,
    RuleScope scope,
    RuleMeasure measure,
    RuleCondition condition,
    RuleTiming timing,
    Severity severity,
    List<WebhookTarget> webhooks) {
  /** So many rows of a spike's past are held, and so wide windows look at them. */
  private static final int LONGEST_SPIKE_WINDOW = 2;

  private static final int MOST_WEBHOOKS = 5;

  /** Copies, and checks that the parts fit together. */
  public RuleDefinition {
    Checks.text("name", name, 200);
    if (name.isBlank()) {
      throw new InvalidRuleException("name", "blank", "say what people should call the rule");
    }
    webhooks = List.copyOf(webhooks);
    Checks.few("webhooks", webhooks, MOST_WEBHOOKS);
    switch (type) {
      case ERROR_RATE -> requirePercent(condition, 100);
      case RESPONSE_TIME -> Checks.number("threshold_value", condition.threshold(), 0, 1e12);
      case RATE_LIMIT -> requirePercent(condition, 100_000);
      case SPIKE -> requireSpike(condition, timing);
      case ABSENT, METRIC -> requireMetric(measure);
    }
    requireOwnMeasure(type, measure);
    requireNoGroups(type, scope);
  }

  private static void requirePercent(RuleCondition condition, double most) {
    Checks.number("threshold_value", condition.threshold(), 0, most);
  }

  private static void requireSpike(RuleCondition condition, RuleTiming timing) {
    Checks.whole("window_minutes", timing.window(), 1, LONGEST_SPIKE_WINDOW);
    if (condition.comparison() != Comparison.GT && condition.comparison() != Comparison.LT) {
      throw new InvalidRuleException(
          "comparison",
          condition.comparison().id(),
          "a spike goes up or down: give gt or lt, or leave it out");
    }
  }

  private static void requireMetric(RuleMeasure measure) {
    if (measure.metric().isEmpty()) {
      throw new InvalidRuleException("metric", "missing", "give the name of a metric");
    }
  }

  /** What the type says already cannot be said otherwise. */
  private static void requireOwnMeasure(RuleType type, RuleMeasure measure) {
    boolean isFixed =
        type == RuleType.ERROR_RATE
            || type == RuleType.RESPONSE_TIME
            || type == RuleType.RATE_LIMIT;
    if (isFixed && !measure.metric().isEmpty()) {
      throw new InvalidRuleException(
          "metric",
          measure.metric(),
          "a rule of type %s has its own: leave it out, or give the type metric"
              .formatted(type.id()));
    }
    boolean hasStatistic = type != RuleType.ERROR_RATE && type != RuleType.RATE_LIMIT;
    if (!hasStatistic && !measure.aggregation().isEmpty()) {
      throw new InvalidRuleException(
          "aggregation",
          measure.aggregation(),
          "a rule of type %s has its own: leave it out".formatted(type.id()));
    }
    if (!measure.perMetric().isEmpty() && type != RuleType.METRIC && type != RuleType.SPIKE) {
      throw new InvalidRuleException(
          "per", measure.perMetric(), "only a rule of type metric or spike is of a share");
    }
  }

  private static void requireNoGroups(RuleType type, RuleScope scope) {
    if (type == RuleType.RATE_LIMIT
        && !(scope.groupBy().isEmpty() && scope.endpoint().isEmpty() && scope.tags().isEmpty())) {
      throw new InvalidRuleException(
          "group_by",
          scope.groupBy(),
          "limits are kept by key: give api_key_filter or nothing, no group, endpoint or tag");
    }
  }

  /**
   * The definition that a text of JSON says.
   *
   * @throws InvalidRuleException when it says none; it names the first field that is wrong
   * @throws IllegalArgumentException when it is no JSON
   */
  public static RuleDefinition parse(String json) {
    return of(parseTree(json));
  }

  /**
   * Reads JSON as it may come from anybody.
   *
   * @return what {@link #of(Object)} takes
   * @throws IllegalArgumentException when it is no JSON
   */
  public static @Nullable Object parseTree(String json) {
    return JsonTree.parse(json);
  }

  /**
   * The definition that the fields of an object say.
   *
   * @throws InvalidRuleException when they say none; it names the first field that is wrong
   */
  public static RuleDefinition of(@Nullable Object fields) {
    return RuleTree.read(fields);
  }

  /** What {@link #of(Object)} takes, with every field. */
  public Map<String, @Nullable Object> fields() {
    return RuleTree.write(this);
  }

  private static RuleDefinition of(
      String name, RuleType type, RuleMeasure measure, RuleCondition condition) {
    return new RuleDefinition(
        name,
        type,
        true,
        RuleScope.EVERYTHING,
        measure,
        condition,
        type == RuleType.SPIKE ? RuleTiming.OF_SPIKE : RuleTiming.STANDARD,
        Severity.WARNING,
        List.of());
  }

  /** That more than so many percent of the requests fail: end as 4xx or 5xx. */
  public static RuleDefinition errorRate(String name, double percent) {
    return of(name, RuleType.ERROR_RATE, RuleMeasure.OF_TYPE, RuleCondition.above(percent));
  }

  /** That 95 of 100 requests take up to more than so many milliseconds. */
  public static RuleDefinition responseTime(String name, double millis) {
    return of(name, RuleType.RESPONSE_TIME, RuleMeasure.OF_TYPE, RuleCondition.above(millis));
  }

  /** That a key uses so many percent of its limit in a minute, or more. */
  public static RuleDefinition rateLimit(String name, double percent) {
    return of(
        name, RuleType.RATE_LIMIT, RuleMeasure.OF_TYPE, RuleCondition.of(Comparison.GTE, percent));
  }

  /** That a metric is far above its own past. */
  public static RuleDefinition spike(String name, String metric) {
    return of(name, RuleType.SPIKE, RuleMeasure.of(metric), RuleCondition.above(0));
  }

  /** That nothing is recorded of a metric for five minutes. */
  public static RuleDefinition absent(String name, String metric) {
    return of(name, RuleType.ABSENT, RuleMeasure.of(metric), RuleCondition.above(0));
  }

  /** That a metric is greater or less than a number. */
  public static RuleDefinition metric(
      String name, RuleMeasure measure, Comparison comparison, double threshold) {
    return of(name, RuleType.METRIC, measure, RuleCondition.of(comparison, threshold));
  }

  /** Of endpoints such as {@code /api/orders}, {@code GET /api/*} only. */
  public RuleDefinition endpoint(String filter) {
    return with(scope.endpoint(filter));
  }

  /** Of one client only, as it is in the tag {@code client}. */
  public RuleDefinition apiKey(String filter) {
    return with(scope.apiKey(filter));
  }

  /** Of series only that have one of these values. */
  public RuleDefinition tag(String key, String... values) {
    return with(scope.tag(key, Arrays.asList(values)));
  }

  /** With an alert of its own for each value of a tag, or of two. */
  public RuleDefinition groupBy(String... keys) {
    return with(scope.groupBy(Arrays.asList(keys)));
  }

  /** By another number of the metric, such as {@code p99}. */
  public RuleDefinition aggregation(String id) {
    return with(measure.aggregation(id));
  }

  /** By the counts as a share of all counts of a metric. */
  public RuleDefinition per(String other) {
    return with(measure.per(other, new TreeMap<>()));
  }

  /** Of so many samples at least. */
  public RuleDefinition minimumVolume(long samples) {
    return with(condition.minimumVolume(samples));
  }

  /** Compared in another way. */
  public RuleDefinition comparison(Comparison other) {
    return with(condition.comparison(other));
  }

  /** With another judgement of spikes: see {@link RuleCondition}. */
  public RuleDefinition spike(double sensitivity, double changePercent, double step) {
    return with(condition.spike(sensitivity, changePercent, step));
  }

  /** Of so many minutes. */
  public RuleDefinition window(int minutes) {
    return with(timing.window(minutes));
  }

  /** Only when it is so for so many minutes. */
  public RuleDefinition hold(int minutes) {
    return with(timing.hold(minutes));
  }

  /** Quiet for so many minutes after it fired. */
  public RuleDefinition cooldown(int minutes) {
    return with(timing.cooldown(minutes));
  }

  private RuleDefinition with(RuleScope other) {
    return new RuleDefinition(
        name, type, isEnabled, other, measure, condition, timing, severity, webhooks);
  }

  private RuleDefinition with(RuleMeasure other) {
    return new RuleDefinition(
        name, type, isEnabled, scope, other, condition, timing, severity, webhooks);
  }

  private RuleDefinition with(RuleCondition other) {
    return new RuleDefinition(
        name, type, isEnabled, scope, measure, other, timing, severity, webhooks);
  }

  private RuleDefinition with(RuleTiming other) {
    return new RuleDefinition(
        name, type, isEnabled, scope, measure, condition, other, severity, webhooks);
  }

  /** As bad as that. */
  public RuleDefinition severity(Severity other) {
    return new RuleDefinition(
        name, type, isEnabled, scope, measure, condition, timing, other, webhooks);
  }

  /** Evaluated or not. */
  public RuleDefinition enabled(boolean isOn) {
    return new RuleDefinition(
        name, type, isOn, scope, measure, condition, timing, severity, webhooks);
  }

  /** Telling these too. */
  public RuleDefinition webhooks(WebhookTarget... targets) {
    return new RuleDefinition(
        name, type, isEnabled, scope, measure, condition, timing, severity, List.of(targets));
  }
}
