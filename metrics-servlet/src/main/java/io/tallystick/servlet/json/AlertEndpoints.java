package io.tallystick.servlet.json;

import io.tallystick.core.alert.Alerts;
import io.tallystick.core.alert.Backtest;
import io.tallystick.core.alert.GroupStatus;
import io.tallystick.core.alert.InvalidRuleException;
import io.tallystick.core.alert.KnownRule;
import io.tallystick.core.alert.RuleDefinition;
import io.tallystick.core.alert.RuleRefusedException;
import io.tallystick.core.deliver.DeliveryOutcome;
import io.tallystick.core.query.InvalidQueryException;
import io.tallystick.core.query.MetricsReader;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.Call;
import io.tallystick.servlet.http.Endpoint.Handler;
import io.tallystick.servlet.http.RefusedRequest;
import io.tallystick.spi.AlertDelivery;
import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.TimeRange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lists, makes, changes, removes and tries alert rules, and tells what became of them. */
final class AlertEndpoints {
  static final String PATH = "/api-alerts";

  private static final String RULE = PATH + "/{id}";
  private static final Parameter OF_RULE = Parameter.text("rule", "Only of the rule of this id.");
  private static final Parameter FROM =
      Parameter.time("from", "Only what happened then or later; without it a week before the end.");
  private static final Parameter TO =
      Parameter.time("to", "Only what happened before; without it now.");
  private static final Parameter LIMIT =
      Parameter.number("limit", 100, 1, 1_000, "How many, the newest of them.");
  private static final Parameter DELIVERIES =
      Parameter.word("deliveries", List.of("no", "yes"), "Whether to tell whom each was sent to.");
  private static final Duration ASSUMED_TIME = Duration.ofDays(7);
  private static final int TRIAL_SECONDS = 5;

  /** What a reader calls a part of a question is that field of a rule or of a trial. */
  private static final Map<String, String> CALLED =
      Map.of("groupBy", "group_by", "range", "from", "percentile", "aggregation");

  /** An ETag, or the number alone. */
  private static final Pattern SEEN = Pattern.compile("\"?(\\d{1,18})(?:-[^\"]*)?\"?");

  private final Alerts alerts;
  private final MetricsReader reader;
  private final Supplier<Instant> clock;

  AlertEndpoints(Alerts alerts, MetricsReader reader, Supplier<Instant> clock) {
    this.alerts = alerts;
    this.reader = reader;
    this.clock = clock;
  }

  /** What has a fixed name comes before what has any. */
  List<Route> routes() {
    return List.of(
        Route.get(PATH, "All alert rules and how they are", this::list)
            .forChangers()
            .gives(Shape.list(AlertShapes.KNOWN)),
        Route.post(PATH, "Makes an alert rule", AlertShapes.RULE, guarded(this::create))
            .gives(AlertShapes.KNOWN),
        Route.get(PATH + "/events", "What became of alerts, the newest first", this::events)
            .forChangers()
            .takes(OF_RULE, FROM, TO, LIMIT, DELIVERIES)
            .gives(Shape.list(AlertShapes.EVENT)),
        Route.post(
                PATH + "/backtest",
                "When a rule would have fired",
                AlertShapes.TRIAL,
                guarded(this::backtest))
            .with(200)
            .gives(AlertShapes.BACKTEST),
        Route.get(RULE, "An alert rule", guarded(this::show))
            .forChangers()
            .gives(AlertShapes.KNOWN),
        Route.put(RULE, "Changes an alert rule", AlertShapes.RULE, guarded(this::update))
            .gives(AlertShapes.KNOWN),
        Route.delete(RULE, "Removes an alert rule", guarded(this::remove)),
        Route.post(
                RULE + "/test",
                "Tells the receivers of a rule that this is a test",
                Shape.object(),
                guarded(this::test))
            .with(200)
            .gives(Shape.list(AlertShapes.OUTCOME)));
  }

  /** Says in the words of HTTP why a rule is not taken. */
  private static Handler guarded(Handler handler) {
    return call -> {
      try {
        return handler.answer(call);
      } catch (InvalidRuleException invalid) {
        throw RefusedRequest.badField(invalid.field(), invalid.value(), invalid.rule());
      } catch (InvalidQueryException invalid) {
        String field = CALLED.getOrDefault(invalid.field(), invalid.field());
        throw RefusedRequest.badField(field, invalid.value(), invalid.rule());
      } catch (RuleRefusedException refused) {
        throw refused(refused.reason(), String.valueOf(refused.getMessage()));
      }
    };
  }

  private static RefusedRequest refused(RuleRefusedException.Reason reason, String detail) {
    return reason == RuleRefusedException.Reason.BUSY
        ? Refusals.unavailable(detail, TRIAL_SECONDS)
        : RefusedRequest.of(status(reason), title(reason), detail);
  }

  private static int status(RuleRefusedException.Reason reason) {
    return switch (reason) {
      case UNKNOWN -> 404;
      case CHANGED -> 412;
      case READ_ONLY, TOO_MANY -> 409;
      case BUSY -> 503;
    };
  }

  private static String title(RuleRefusedException.Reason reason) {
    return switch (reason) {
      case UNKNOWN -> "Unknown rule";
      case CHANGED -> "Changed meanwhile";
      case READ_ONLY -> "Read only";
      case TOO_MANY -> "Too many rules";
      case BUSY -> "Not available now";
    };
  }

  private Answer list(Call call) {
    List<?> rules = reader.read("alerts", stop -> known(alerts.rules()));
    return JsonAnswers.ok(json -> JsonTrees.write(json, rules));
  }

  private List<?> known(List<KnownRule> rules) {
    List<GroupStatus> groups = alerts.groups();
    Map<String, String> problems = alerts.status().problems();
    return rules.stream()
        .map(rule -> AlertTrees.of(rule, groups, problems.get(rule.id())))
        .toList();
  }

  private Answer show(Call call) {
    KnownRule rule = alerts.rule(call.variable("id"));
    return answer(200, rule);
  }

  private Answer answer(int status, KnownRule rule) {
    Object tree = known(List.of(rule)).get(0);
    return JsonAnswers.answer(status, json -> JsonTrees.write(json, tree))
        .with("ETag", tag(rule, tree));
  }

  /** How a rule is changes more often than what it says: the version is in front. */
  private static String tag(KnownRule rule, Object tree) {
    byte[] all = tree.toString().getBytes(StandardCharsets.UTF_8);
    return "\"%d-%s\"".formatted(rule.version(), UUID.nameUUIDFromBytes(all));
  }

  private Answer create(Call call) {
    KnownRule made = alerts.create(definition(call), call.principal());
    return answer(201, made);
  }

  private static RuleDefinition definition(Call call) {
    return RuleDefinition.of(tree(call));
  }

  private static @Nullable Object tree(Call call) {
    try {
      return RuleDefinition.parseTree(new String(call.body(), StandardCharsets.UTF_8));
    } catch (InvalidRuleException invalid) {
      throw invalid;
    } catch (IllegalArgumentException noJson) {
      throw RefusedRequest.of(400, "Bad body", String.valueOf(noJson.getMessage()));
    }
  }

  private Answer update(Call call) {
    return answer(200, alerts.update(call.variable("id"), version(call), definition(call)));
  }

  private Answer remove(Call call) {
    alerts.remove(call.variable("id"), version(call));
    return Answer.empty(204);
  }

  /** Which version was seen: the number with which its ETag begins. */
  private static long version(Call call) {
    Matcher seen = SEEN.matcher(String.valueOf(call.request().header("If-Match")).strip());
    if (!seen.matches()) {
      throw RefusedRequest.of(
          412,
          "Changed meanwhile",
          "If-Match is no version of a rule: send the ETag that you have seen, or its version such"
              + " as \"3\".");
    }
    return Long.parseLong(seen.group(1));
  }

  private Answer test(Call call) {
    call.body();
    List<DeliveryOutcome> outcomes = alerts.test(call.variable("id"));
    return JsonAnswers.ok(
        json -> JsonTrees.write(json, outcomes.stream().map(AlertTrees::of).toList()));
  }

  private Answer backtest(Call call) {
    if (!(tree(call) instanceof Map<?, ?> fields)) {
      throw RefusedRequest.of(400, "Bad body", "Send {\"rule\": {…}} or {\"id\": \"…\"}.");
    }
    Trial trial = Trial.of(fields, clock.get());
    RuleDefinition rule =
        trial.id() == null ? RuleDefinition.of(trial.rule()) : alerts.rule(trial.id()).definition();
    Backtest tried = alerts.backtest(rule, trial.range());
    return JsonAnswers.ok(json -> JsonTrees.write(json, AlertTrees.of(tried)));
  }

  private Answer events(Call call) {
    Instant to = TO.timeOf(call.parameters());
    Instant end = to == null ? clock.get().plusSeconds(1) : to;
    Instant from = FROM.timeOf(call.parameters());
    Instant start = from == null ? end.minus(ASSUMED_TIME) : from;
    if (!start.isBefore(end)) {
      throw RefusedRequest.badParameter("from", start.toString(), "give a time before " + end);
    }
    String rule = OF_RULE.textOf(call.parameters());
    int most = LIMIT.numberOf(call.parameters());
    boolean withDeliveries = DELIVERIES.wordOf(call.parameters()).equals("yes");
    List<?> found =
        reader.read(
            "alert_events",
            stop -> events(rule, new TimeRange(start, end), most, withDeliveries, stop));
    return JsonAnswers.ok(json -> JsonTrees.write(json, found));
  }

  private List<Map<String, @Nullable Object>> events(
      @Nullable String rule, TimeRange range, int most, boolean withDeliveries, Runnable stop) {
    List<AlertEvent> events =
        rule == null ? alerts.events(range, most) : alerts.eventsOf(rule, range, most);
    return events.stream()
        .map(
            event -> {
              stop.run();
              Map<String, @Nullable Object> tree = new LinkedHashMap<>(AlertTrees.of(event));
              if (withDeliveries) {
                List<AlertDelivery> deliveries = alerts.deliveries(event.id());
                tree.put("deliveries", deliveries.stream().map(AlertTrees::of).toList());
              }
              return tree;
            })
        .toList();
  }
}
