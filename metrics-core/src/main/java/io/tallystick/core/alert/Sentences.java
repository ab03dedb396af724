package io.tallystick.core.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Says what happened so that a person understands it: what, where, from what to what, since when.
 */
final class Sentences {
  /** From so many times the value before on it jumped, and not just rose. */
  private static final double JUMP = 2;

  private final RuleDefinition rule;

  Sentences(RuleDefinition rule) {
    this.rule = rule;
  }

  /**
   * That the rule fires.
   *
   * @param before the value of the time before; NaN where there was none
   */
  String firing(SortedMap<String, String> labels, Judgement seen, double before) {
    return switch (rule.type()) {
      case ERROR_RATE ->
          "Error rate%s %s in %s (%s of %s requests)"
              .formatted(
                  where(labels), change(seen, before), window(), n(seen.part()), n(seen.volume()));
      case RESPONSE_TIME ->
          "%s response time%s %s in %s (%s requests)"
              .formatted(
                  statistic("p95"),
                  where(labels),
                  change(seen, before),
                  window(),
                  n(seen.volume()));
      case RATE_LIMIT -> limit(labels, seen);
      case SPIKE ->
          "%s%s %s to %s; about %s is usual at this time"
              .formatted(
                  measure(),
                  where(labels),
                  seen.value() < seen.usual() ? "dropped" : "jumped",
                  amount(seen.value()),
                  amount(seen.usual()));
      case ABSENT ->
          "Nothing was recorded of %s%s in %s".formatted(measure(), where(labels), window());
      case METRIC ->
          "%s%s %s in %s".formatted(measure(), where(labels), change(seen, before), window());
    };
  }

  private String limit(SortedMap<String, String> labels, Judgement seen) {
    return Double.isNaN(seen.volume())
        ? "Key %s used %s of its limit in the fullest minute of %s"
            .formatted(key(labels), amount(seen.value()), window())
        : "Key %s used %s of the %s requests a minute that it may make (%s), in %s"
            .formatted(
                key(labels), n(seen.part()), n(seen.volume()), amount(seen.value()), window());
  }

  /** That it is over. */
  String resolved(SortedMap<String, String> labels, Judgement seen, Instant since, Instant at) {
    String lasted = lasted(Duration.between(since, at));
    if (rule.type() == RuleType.ABSENT) {
      return "%s%s is recorded again, after %s".formatted(measure(), where(labels), lasted);
    }
    String now = Double.isNaN(seen.value()) ? "is over" : "is back at " + amount(seen.value());
    return "%s%s %s, after %s".formatted(subject(), where(labels), now, lasted);
  }

  /** That nobody looks any more, since the rule was switched off or removed. */
  String unwatched(SortedMap<String, String> labels, Instant since, Instant at, String why) {
    return "%s%s is not watched any more: its rule was %s, %s after it fired"
        .formatted(subject(), where(labels), why, lasted(Duration.between(since, at)));
  }

  /** That nothing is known any more. */
  String noData(SortedMap<String, String> labels, Instant since) {
    return "There is no data any more of %s%s: what has been wrong since %s may go on"
        .formatted(subject(), where(labels), since);
  }

  private String subject() {
    return switch (rule.type()) {
      case ERROR_RATE -> "Error rate";
      case RESPONSE_TIME -> statistic("p95") + " response time";
      case RATE_LIMIT -> "Use of the limit";
      default -> measure();
    };
  }

  /** From what to what. */
  private String change(Judgement seen, double before) {
    String now = amount(seen.value());
    boolean isUp = rule.condition().comparison().isUpward();
    String limit =
        ", %s %s"
            .formatted(rule.condition().comparison().word(), amount(rule.condition().threshold()));
    boolean isChange = isUp ? seen.value() > before : seen.value() < before;
    if (Double.isNaN(before) || !isChange || amount(before).equals(now)) {
      return "is " + now + limit;
    }
    return "%s from %s to %s%s"
        .formatted(verb(seen.value(), before, isUp), amount(before), now, limit);
  }

  private static String verb(double now, double before, boolean isUp) {
    if (isUp) {
      return now >= JUMP * before ? "jumped" : "rose";
    }
    return before >= JUMP * now ? "dropped" : "fell";
  }

  private String measure() {
    String metric = Measurement.metric(rule);
    if (!rule.measure().perMetric().isEmpty()) {
      return "Share of %s in %s".formatted(metric, rule.measure().perMetric());
    }
    String aggregation = rule.measure().aggregation();
    return aggregation.isEmpty() ? metric : "%s of %s".formatted(aggregation, metric);
  }

  private String statistic(String standard) {
    String aggregation = rule.measure().aggregation();
    return aggregation.isEmpty() ? standard : aggregation;
  }

  private static String key(SortedMap<String, String> labels) {
    return labels.getOrDefault("key", "");
  }

  /** Such as {@code for GET /api/orders}: the group, or what the rule is limited to. */
  private String where(SortedMap<String, String> labels) {
    List<String> parts = new ArrayList<>();
    String method = labels.getOrDefault(Measurement.METHOD, rule.scope().method());
    String route = labels.getOrDefault(Measurement.ROUTE, rule.scope().path());
    String endpoint = (method + " " + route).strip();
    if (!endpoint.isEmpty()) {
      parts.add(endpoint);
    }
    String client = labels.getOrDefault(Measurement.CLIENT, rule.scope().apiKey());
    if (!client.isEmpty()) {
      parts.add("client " + client);
    }
    labels.forEach(
        (key, value) -> {
          if (!List.of(Measurement.METHOD, Measurement.ROUTE, Measurement.CLIENT).contains(key)) {
            parts.add(key + "=" + (value.isEmpty() ? "(none)" : value));
          }
        });
    rule.scope().tags().forEach((key, values) -> parts.add(key + "=" + String.join("/", values)));
    return parts.isEmpty() ? "" : " for " + parts.stream().collect(Collectors.joining(", "));
  }

  private String window() {
    int minutes = rule.timing().window();
    return minutes == 1 ? "the last minute" : "the last %d minutes".formatted(minutes);
  }

  private static String lasted(Duration time) {
    long minutes = Math.max(1, time.toMinutes());
    if (minutes < 120) {
      return minutes == 1 ? "a minute" : minutes + " minutes";
    }
    return minutes < 2_880 ? minutes / 60 + " hours" : minutes / 1_440 + " days";
  }

  /** A value with its unit. */
  String amount(double value) {
    String metric = Measurement.metric(rule);
    boolean isPercent = rule.type() == RuleType.ERROR_RATE || rule.type() == RuleType.RATE_LIMIT;
    if (isPercent) {
      return n(value) + " %";
    }
    boolean isShare = !rule.measure().perMetric().isEmpty();
    return metric.endsWith("_ms") && !isShare && !isCount() ? n(value) + " ms" : n(value);
  }

  private boolean isCount() {
    String aggregation = rule.measure().aggregation();
    return aggregation.equals("count") || aggregation.equals("rate");
  }

  /** With three digits that matter, and never as a power of ten. */
  static String n(double value) {
    if (!Double.isFinite(value)) {
      return "unknown";
    }
    if (Math.abs(value) >= 100 || value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%,d", Math.round(value));
    }
    int digits = Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 4;
    String text = String.format(Locale.ROOT, "%." + digits + "f", value);
    return text.replaceAll("\\.?0+$", "");
  }
}
