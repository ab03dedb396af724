package io.tallystick.core.alert;

import io.tallystick.MetricKind;
import io.tallystick.core.query.Aggregation;
import io.tallystick.core.query.MetricsReader;
import io.tallystick.core.query.Question;
import io.tallystick.core.query.Selection;
import io.tallystick.core.query.Windows;
import io.tallystick.spi.SeriesType;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the values that rules look at. For any thread; every method asks the store. */
final class Measurement {
  static final String ROUTE = "route_id";
  static final String METHOD = "method";
  static final String CLIENT = "client";

  private static final String REQUESTS = "http.request.count";
  private static final String CLIENT_REQUESTS = "http.client.request.count";
  private static final String DURATIONS = "http.request.duration_ms";
  private static final String STATUS_CLASS = "status_class";
  private static final List<String> STATUS = List.of(STATUS_CLASS, "status");
  private static final List<String> ERRORS = List.of("4xx", "5xx");
  private static final String USER = "user.";
  private static final int PERCENT = 100;
  static final int MOST_GROUPS = 1_000;

  /** Groups of which nothing was seen for so long are forgotten. */
  static final Duration GROUPS_OF = Duration.ofHours(24);

  private final MetricsReader reader;
  private final LimitUses limits;
  private final Function<Instant, Duration> limitStep;

  private Measurement(
      MetricsReader reader, LimitUses limits, Function<Instant, Duration> limitStep) {
    this.reader = reader;
    this.limits = limits;
    this.limitStep = limitStep;
  }

  /** A measurement of now, of which every minute is known. */
  static Measurement ofNow(MetricsReader reader, LimitUses limits) {
    return new Measurement(reader, limits, from -> LimitUse.MINUTE);
  }

  /** A measurement of the past, as narrow as it is kept. */
  static Measurement ofPast(MetricsReader reader, LimitUses limits) {
    return new Measurement(reader, limits, limits::step);
  }

  /** The values of windows that end within a time. */
  Course course(RuleDefinition rule, TimeRange ends) {
    return course(rule, ends, Set.of());
  }

  /**
   * The same.
   *
   * @param kept the names of groups that are among those that are looked at, however small they are
   */
  Course course(RuleDefinition rule, TimeRange ends, Set<String> kept) {
    return course(rule, rule.timing().windowTime(), ends, kept);
  }

  /** The same over windows of another length. */
  Course course(RuleDefinition rule, Duration window, TimeRange ends) {
    return course(rule, window, ends, Set.of());
  }

  private Course course(RuleDefinition rule, Duration window, TimeRange ends, Set<String> kept) {
    if (rule.type() == RuleType.RATE_LIMIT) {
      Duration step = limitStep.apply(ends.from().plus(LimitUse.MINUTE).minus(window));
      return LimitCourse.of(rule, window, ends, limits, step).ofMost(kept);
    }
    Question question = question(rule);
    return question == null
        ? Course.unknown(window)
        : course(rule, reader.windows(question, window, ends)).ofMost(kept);
  }

  private static Course course(RuleDefinition rule, Windows windows) {
    requireVolume(rule, windows.basis().kind());
    boolean isPercent = rule.type() == RuleType.ERROR_RATE;
    Map<List<String>, List<Windows.Point>> lines = new LinkedHashMap<>();
    for (Windows.Line line : windows.lines()) {
      lines.put(
          line.group(),
          isPercent ? line.points().stream().map(Measurement::inPercent).toList() : line.points());
    }
    return new Course(
        windows.basis().isKnown(),
        windows.alive(),
        windows.none(),
        windows.step().nominal(),
        windows.window(),
        windows.ends(),
        lines);
  }

  /** A gauge tells nothing of how many there were: with a minimum it would never fire. */
  private static void requireVolume(RuleDefinition rule, @Nullable MetricKind kind) {
    long least = rule.condition().minimumVolume();
    if (kind == MetricKind.GAUGE && least > 0 && rule.type() != RuleType.ABSENT) {
      throw new InvalidRuleException(
          "minimum_volume",
          least,
          "%s is a gauge, of which nobody knows how many there were: leave it out"
              .formatted(metric(rule)));
    }
  }

  private static Windows.Point inPercent(Windows.Point share) {
    return new Windows.Point(
        PERCENT * share.value(), share.volume(), share.part(), share.isThere(), share.hasData());
  }

  /** The groups of which something was seen in the last day. */
  List<List<String>> groups(RuleDefinition rule, Instant end) {
    Question question = question(rule);
    if (question == null) {
      return List.of();
    }
    return reader
        .breakdown(question.range(end.minus(GROUPS_OF), end).top(MOST_GROUPS).fresh())
        .shares()
        .stream()
        .map(share -> share.group())
        .toList();
  }

  /** What to ask for a rule; null where its endpoint filter fits nothing that is known. */
  @Nullable Question question(RuleDefinition rule) {
    String metric = metric(rule);
    Selection all = select(metric, rule);
    if (all == null) {
      return null;
    }
    Question question =
        switch (rule.type()) {
          case ERROR_RATE -> errors(rule, metric, all);
          case RESPONSE_TIME -> measured(rule, all, "p95");
          case SPIKE, ABSENT, METRIC -> measured(rule, all, "");
          case RATE_LIMIT -> throw new IllegalStateException("Limits are in no metric.");
        };
    List<String> keys = rule.scope().groupBy();
    return (keys.isEmpty() ? question : question.groupBy(keys.toArray(String[]::new))).ofMany();
  }

  /** Which metric a rule looks at. */
  static String metric(RuleDefinition rule) {
    if (!rule.measure().metric().isEmpty()) {
      return rule.measure().metric();
    }
    return switch (rule.type()) {
      case RESPONSE_TIME -> DURATIONS;
      default ->
          !rule.scope().apiKey().isEmpty() && rule.scope().endpoint().isEmpty()
              ? CLIENT_REQUESTS
              : REQUESTS;
    };
  }

  private @Nullable Selection select(String metric, RuleDefinition rule) {
    RuleScope scope = rule.scope();
    Selection all = select(metric, scope.tags());
    if (!scope.apiKey().isEmpty()) {
      all = all.tag(CLIENT, scope.apiKey());
    }
    if (!scope.method().isEmpty()) {
      all = all.tag(METHOD, scope.method());
    }
    return scope.path().isEmpty() ? all : ofRoutes(all, scope.path());
  }

  private static Selection select(String metric, SortedMap<String, List<String>> tags) {
    Selection all = metric.startsWith(USER) ? Selection.ofTenants(metric) : Selection.of(metric);
    for (Map.Entry<String, List<String>> tag : tags.entrySet()) {
      all = all.tag(tag.getKey(), tag.getValue());
    }
    return all;
  }

  private @Nullable Selection ofRoutes(Selection all, String path) {
    if (!path.endsWith("*")) {
      return all.tag(ROUTE, path);
    }
    String start = path.substring(0, path.length() - 1);
    Selection any =
        all.type() == SeriesType.USER
            ? Selection.ofTenants(all.metric())
            : Selection.of(all.metric());
    List<String> routes =
        reader.tagValues(any, ROUTE).stream()
            .filter(route -> route.startsWith(start))
            .limit(MOST_GROUPS)
            .toList();
    return routes.isEmpty() ? null : all.tag(ROUTE, routes);
  }

  /** Whoever filters by status says which requests are errors. */
  private Question errors(RuleDefinition rule, String metric, Selection all) {
    SortedMap<String, List<String>> others = new TreeMap<>(rule.scope().tags());
    boolean isNarrowed = others.keySet().removeAll(STATUS);
    if (!isNarrowed) {
      return Question.about(all.tag(STATUS_CLASS, ERRORS)).per(all);
    }
    RuleDefinition ofAll =
        new RuleDefinition(
            rule.name(),
            rule.type(),
            rule.isEnabled(),
            new RuleScope(rule.scope().endpoint(), rule.scope().apiKey(), others, List.of()),
            rule.measure(),
            rule.condition(),
            rule.timing(),
            rule.severity(),
            rule.webhooks());
    Selection whole = select(metric, ofAll);
    return Question.about(all).per(whole == null ? all : whole);
  }

  private static Question measured(RuleDefinition rule, Selection all, String standard) {
    RuleMeasure measure = rule.measure();
    Question question = Question.about(all);
    if (!measure.perMetric().isEmpty()) {
      return question.per(select(measure.perMetric(), measure.perTags()));
    }
    String aggregation = measure.aggregation().isEmpty() ? standard : measure.aggregation();
    return aggregation.isEmpty() ? question : question.aggregate(Aggregation.parse(aggregation));
  }
}
