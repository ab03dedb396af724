package io.tallystick.servlet.json;

import io.tallystick.core.query.Aggregation;
import io.tallystick.core.query.Period;
import io.tallystick.core.query.Question;
import io.tallystick.core.query.Selection;
import io.tallystick.core.query.Step;
import io.tallystick.servlet.http.Parameters;
import io.tallystick.servlet.http.RefusedRequest;
import io.tallystick.spi.TimeRange;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes questions of what stands behind the question mark. */
final class QuestionParameters {
  static final String METRIC = "metric";
  static final String TAGS = "tag.*";
  static final Set<String> SELECTION = Set.of(METRIC, "type", "tenant", "source", TAGS);
  static final Set<String> TIME = Set.of("period", "from", "to", "zone");

  private static final String TAG = "tag.";
  private static final int MOST_GROUPS = 1_000;

  private final Parameters parameters;

  QuestionParameters(Parameters parameters) {
    this.parameters = parameters;
  }

  /** All names of several sets, and more of them. */
  static Set<String> names(List<Set<String>> sets, String... more) {
    Set<String> all = new TreeSet<>(List.of(more));
    sets.forEach(all::addAll);
    return all;
  }

  Selection selection() {
    String metric = required(METRIC);
    boolean isUser = parameters.word("type", "system", List.of("system", "user")).equals("user");
    Selection selection = isUser ? Selection.ofTenants(metric) : Selection.of(metric);
    String tenant = parameters.text("tenant");
    String source = parameters.text("source");
    selection = tenant == null ? selection : selection.tenant(tenant);
    selection = source == null ? selection : selection.source(source);
    for (String name : parameters.names()) {
      if (name.startsWith(TAG)) {
        selection = selection.tag(name.substring(TAG.length()), parameters.all(name));
      }
    }
    return selection;
  }

  /** The question with everything that was said about it. */
  Question question() {
    return grouped(timed(aggregated(Question.about(selection()))));
  }

  private Question aggregated(Question question) {
    String id = parameters.text("aggregation");
    Question asked = id == null ? question : question.aggregate(Aggregation.parse(id));
    String step = parameters.text("step");
    return step == null ? asked : asked.step(Step.parse(step));
  }

  Question timed(Question question) {
    String zone = parameters.text("zone");
    Question asked = zone == null ? question : question.zone(zone(zone));
    Instant from = instant("from");
    Instant to = instant("to");
    String period = parameters.text("period");
    if (from == null && to == null) {
      return period == null ? asked : asked.period(Period.parse(period));
    }
    if (from == null || to == null || period != null) {
      throw RefusedRequest.badParameter(
          from == null ? "from" : to == null ? "to" : "period",
          period == null ? "missing" : period,
          "give both from and to, or a period");
    }
    return asked.range(from, to);
  }

  /** The time that was asked for, where the answer is no question's; null where none was. */
  @Nullable TimeRange range(Instant now) {
    Instant from = instant("from");
    Instant to = instant("to");
    String period = parameters.text("period");
    String zone = parameters.text("zone");
    ZoneId days = zone == null ? ZoneOffset.UTC : zone(zone);
    if (period != null && from == null && to == null) {
      return new TimeRange(Period.parse(period).before(now, days), now);
    }
    if (from == null && to == null) {
      return null;
    }
    if (from == null || to == null || period != null || !from.isBefore(to)) {
      throw RefusedRequest.badParameter(
          "from", String.valueOf(from), "give a from before a to, or a period");
    }
    return new TimeRange(from, to);
  }

  private static ZoneId zone(String id) {
    try {
      return ZoneId.of(id);
    } catch (DateTimeException unknown) {
      throw RefusedRequest.badParameter("zone", id, "give a time zone such as Europe/Berlin");
    }
  }

  private Question grouped(Question question) {
    String keys = parameters.text("group_by");
    Question asked =
        keys == null
            ? question
            : question.groupBy(Arrays.stream(keys.split(",")).toArray(String[]::new));
    asked =
        parameters.text("top") == null
            ? asked
            : asked.top(parameters.number("top", 1, 1, MOST_GROUPS));
    return parameters.word("fresh", "false", List.of("true", "false")).equals("true")
        ? asked.fresh()
        : asked;
  }

  /**
   * A moment, as a date and time in UTC or in milliseconds since 1970; null where none is given.
   */
  @Nullable Instant instant(String name) {
    String given = parameters.text(name);
    if (given == null) {
      return null;
    }
    try {
      return given.matches("\\d{1,15}")
          ? Instant.ofEpochMilli(Long.parseLong(given))
          : Instant.parse(given);
    } catch (DateTimeException malformed) {
      throw RefusedRequest.badParameter(
          name, given, "give a time such as 2026-03-01T10:00:00Z, or milliseconds since 1970");
    }
  }

  String required(String name) {
    String given = parameters.text(name);
    if (given == null || given.isBlank()) {
      throw RefusedRequest.badParameter(name, "missing", "give it");
    }
    return given;
  }
}
