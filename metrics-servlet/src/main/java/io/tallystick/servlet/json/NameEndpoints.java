package io.tallystick.servlet.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallystick.MetricDescriptor;
import io.tallystick.Unit;
import io.tallystick.core.derived.DerivedMetric;
import io.tallystick.core.query.MetricName;
import io.tallystick.core.query.MetricsReader;
import io.tallystick.core.query.Selection;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.Call;
import io.tallystick.servlet.http.Parameters;
import io.tallystick.spi.SeriesType;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells which metrics there are, and which tags they have. */
final class NameEndpoints {
  private static final Parameter LIMIT = Parameter.number("limit", 500, 1, 5_000, "How many.");
  private static final Parameter AFTER =
      Parameter.text("after", "Only those behind this one, which was the last of an answer.");
  private static final Parameter CONTAINS =
      Parameter.text("contains", "Only names that this is a part of.");
  private static final Parameter KEY =
      Parameter.text(
          "key", "The values of this key instead of all keys: the first 20,000 that it has.");

  private static final Shape NAMES =
      Shape.list(
          Shape.object()
              .with("name", Shape.text())
              .with("kind", Shape.word(List.of("counter", "gauge", "histogram")))
              .with("type", Shape.word(List.of("system", "user")))
              .with(
                  "unit",
                  Shape.word(
                      Arrays.stream(Unit.values())
                          .map(unit -> unit.name().toLowerCase(Locale.ROOT))
                          .toList()))
              .having("description", Shape.text())
              .having(
                  "derived",
                  Shape.truth().says("Whether it is made from the application's tables.")));

  private final MetricsReader reader;
  private final ApiParts parts;

  NameEndpoints(ApiParts parts) {
    this.reader = parts.reader();
    this.parts = parts;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/names", "The application's own metrics, by their names", this::names)
            .takes(CONTAINS, AFTER, LIMIT)
            .gives(NAMES),
        Route.get("/user-metrics", "The metrics of tenants, by their names", this::userMetrics)
            .takes(QuestionParameters.TENANT, CONTAINS, AFTER, LIMIT)
            .gives(NAMES),
        Route.get("/tags", "The tag keys of a metric's series, or the values of one", this::tags)
            .takes(QuestionParameters.SELECTION)
            .takes(KEY, AFTER, LIMIT)
            .gives(Shape.list(Shape.text())));
  }

  private Answer names(Call call) {
    return answer(call.parameters(), reader.names());
  }

  private Answer userMetrics(Call call) {
    String tenant = QuestionParameters.TENANT.textOf(call.parameters());
    return answer(
        call.parameters(),
        tenant == null ? reader.userMetricNames() : reader.userMetricNames(tenant));
  }

  private Answer answer(Parameters parameters, List<MetricName> all) {
    String part = CONTAINS.textOf(parameters);
    List<MetricName> found =
        page(
            parameters,
            all.stream().filter(each -> part == null || each.name().contains(part)).toList(),
            MetricName::name);
    Set<String> derived =
        parts.derived().metrics().stream().map(DerivedMetric::name).collect(Collectors.toSet());
    return JsonAnswers.ok(
        json -> {
          json.writeStartArray();
          for (MetricName each : found) {
            write(json, each, derived.contains(each.name()));
          }
          json.writeEndArray();
        });
  }

  private void write(JsonGenerator json, MetricName metric, boolean isDerived) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", metric.name());
    json.writeStringField("kind", metric.kind().name().toLowerCase(Locale.ROOT));
    json.writeStringField("type", metric.type().id());
    Optional<MetricDescriptor> known = parts.descriptor(metric.name());
    Unit unit = known.map(MetricDescriptor::unit).orElseGet(() -> Unit.bySuffix(metric.name()));
    json.writeStringField("unit", unit.name().toLowerCase(Locale.ROOT));
    if (known.isPresent()) {
      json.writeStringField("description", known.get().description());
    }
    if (isDerived && metric.type() == SeriesType.SYSTEM) {
      json.writeBooleanField("derived", true);
    }
    json.writeEndObject();
  }

  private Answer tags(Call call) {
    Selection selection = QuestionParameters.selection(call.parameters());
    String key = KEY.textOf(call.parameters());
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
    String after = AFTER.textOf(parameters);
    int limit = LIMIT.numberOf(parameters);
    List<T> behind =
        all.stream()
            .filter(each -> after == null || name.apply(each).compareTo(after) > 0)
            .toList();
    int end = Math.min(limit, behind.size());
    while (end > 0
        && end < behind.size()
        && name.apply(behind.get(end)).equals(name.apply(behind.get(end - 1)))) {
      end++; // a name may be of two kinds, and who asks behind it has to have seen both
    }
    return behind.subList(0, end);
  }
}
