package io.tallystick.servlet.json;

import static io.tallystick.servlet.json.QuestionParameters.SELECTION;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallystick.MetricDescriptor;
import io.tallystick.core.query.MetricName;
import io.tallystick.core.query.MetricsReader;
import io.tallystick.core.query.Selection;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.Call;
import io.tallystick.servlet.http.Endpoint;
import io.tallystick.servlet.http.Parameters;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Tells which metrics there are, and which tags they have. */
final class NameEndpoints {
  private static final String LIMIT = "limit";
  private static final String AFTER = "after";
  private static final String CONTAINS = "contains";
  private static final int ASSUMED = 500;
  private static final int MOST = 5_000;

  private final MetricsReader reader;
  private final Function<String, Optional<MetricDescriptor>> descriptors;

  NameEndpoints(MetricsReader reader, Function<String, Optional<MetricDescriptor>> descriptors) {
    this.reader = reader;
    this.descriptors = descriptors;
  }

  List<Endpoint> below(String base) {
    return List.of(
        Endpoint.read(
            base + "/names", Set.of(LIMIT, AFTER, CONTAINS), Refusals.guarded(this::names)),
        Endpoint.read(
            base + "/user-metrics",
            Set.of("tenant", LIMIT, AFTER, CONTAINS),
            Refusals.guarded(this::userMetrics)),
        Endpoint.read(
            base + "/tags",
            QuestionParameters.names(List.of(SELECTION), "key", LIMIT, AFTER),
            Refusals.guarded(this::tags)));
  }

  private Answer names(Call call) {
    return answer(call.parameters(), reader.names());
  }

  private Answer userMetrics(Call call) {
    String tenant = new QuestionParameters(call.parameters()).required("tenant");
    return answer(call.parameters(), reader.userMetricNames(tenant));
  }

  private Answer answer(Parameters parameters, List<MetricName> all) {
    String part = parameters.text(CONTAINS);
    List<MetricName> found =
        page(
            parameters,
            all.stream().filter(each -> part == null || each.name().contains(part)).toList(),
            MetricName::name);
    return JsonAnswers.ok(
        json -> {
          json.writeStartArray();
          for (MetricName each : found) {
            write(json, each);
          }
          json.writeEndArray();
        });
  }

  private void write(JsonGenerator json, MetricName metric) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", metric.name());
    json.writeStringField("kind", metric.kind().name().toLowerCase(Locale.ROOT));
    json.writeStringField("type", metric.type().id());
    Optional<MetricDescriptor> known = descriptors.apply(metric.name());
    if (known.isPresent()) {
      json.writeStringField("unit", known.get().unit().name().toLowerCase(Locale.ROOT));
      json.writeStringField("description", known.get().description());
    }
    json.writeEndObject();
  }

  private Answer tags(Call call) {
    Selection selection = new QuestionParameters(call.parameters()).selection();
    String key = call.parameters().text("key");
    Collection<String> all =
        key == null ? reader.tagKeys(selection) : reader.tagValues(selection, key);
    List<String> found = page(call.parameters(), List.copyOf(all), Function.identity());
    return JsonAnswers.ok(
        json -> {
          json.writeStartArray();
          for (String each : found) {
            json.writeString(each);
          }
          json.writeEndArray();
        });
  }

  /** Those behind one that was seen; all come in the order of their names. */
  private static <T> List<T> page(Parameters parameters, List<T> all, Function<T, String> name) {
    String after = parameters.text(AFTER);
    return all.stream()
        .filter(each -> after == null || name.apply(each).compareTo(after) > 0)
        .limit(parameters.number(LIMIT, ASSUMED, 1, MOST))
        .toList();
  }
}
