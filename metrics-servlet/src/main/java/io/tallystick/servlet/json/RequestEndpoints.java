package io.tallystick.servlet.json;

import static io.tallystick.servlet.json.JsonAnswers.number;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallystick.core.query.Aggregation;
import io.tallystick.core.query.Breakdown;
import io.tallystick.core.query.Compared;
import io.tallystick.core.query.Heatmap;
import io.tallystick.core.query.MetricsReader;
import io.tallystick.core.query.Question;
import io.tallystick.core.query.Selection;
import io.tallystick.core.query.Share;
import io.tallystick.core.query.Step;
import io.tallystick.core.query.Summary;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.Call;
import io.tallystick.servlet.http.Endpoint.Handler;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Tells how requests to the application went. */
final class RequestEndpoints {
  private static final String COUNT = "http.request.count";
  private static final String DURATION = "http.request.duration_ms";
  private static final String CLIENT_COUNT = "http.client.request.count";
  private static final String CLIENT_BYTES = "http.client.bytes.count";
  private static final String ENDPOINT = "route_id";
  private static final String CLIENT = "client";
  private static final int MOST = 1_000;

  private static final Parameter LIMIT =
      Parameter.number("limit", 100, 1, MOST, "How many of the largest.");
  private static final Parameter FEW =
      Parameter.number("limit", 10, 1, MOST, "How many of the largest.");
  private static final Parameter GRANULARITY =
      Parameter.word("granularity", List.of("hour", "day", "week"), "How long a cell is.");
  private static final Parameter SORT =
      Parameter.word(
          "sort", List.of("volume", "error_rate", "bandwidth"), "By what the largest are found.");

  private final MetricsReader reader;
  private final ClientNames clients;

  RequestEndpoints(MetricsReader reader, ClientNames clients) {
    this.reader = reader;
    this.clients = clients;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/summary", "How requests went, against the time before", this::summary)
            .takes(TimeParameters.PERIOD)
            .gives(RequestShapes.SUMMARY),
        timed("/endpoints", "The routes with the most requests", this::endpoints)
            .takes(LIMIT)
            .gives(RequestShapes.ENDPOINTS),
        timed("/keys", "The clients with the most requests, and their limits", this::keys)
            .takes(LIMIT)
            .gives(RequestShapes.KEYS),
        timed("/heatmap", "How many requests there were, by route and time", this::heatmap)
            .takes(GRANULARITY, LIMIT)
            .gives(RequestShapes.HEATMAP),
        timed("/top-consumers", "The clients that ask for the most", this::topConsumers)
            .takes(SORT, FEW)
            .gives(RequestShapes.CONSUMERS));
  }

  private static Route timed(String path, String title, Handler handler) {
    return Route.get(path, title, handler).takes(TimeParameters.ALL);
  }

  private static Question timed(Call call, Question question) {
    return TimeParameters.timed(call.parameters(), question).ofMany();
  }

  private Answer summary(Call call) {
    Summary summary = reader.summary(TimeParameters.period(call.parameters()));
    return JsonAnswers.ok(
        json -> {
          json.writeStartObject();
          json.writeStringField("from", summary.range().from().toString());
          json.writeStringField("to", summary.range().to().toString());
          compared(json, "total_requests", summary.total());
          compared(json, "error_rate", summary.errorRate());
          compared(json, "mean_ms", summary.mean());
          compared(json, "p95_ms", summary.p95());
          json.writeFieldName("top_endpoints");
          json.writeStartArray();
          for (Share share : summary.topEndpoints()) {
            json.writeStartObject();
            json.writeStringField("endpoint", share.name());
            number(json, "request_count", share.value());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void compared(JsonGenerator json, String name, Compared numbers)
      throws IOException {
    number(json, name, numbers.now());
    number(json, name + "_before", numbers.before());
  }

  private Answer endpoints(Call call) {
    List<Share> largest =
        largest(counted(call, COUNT, ENDPOINT), LIMIT.numberOf(call.parameters()));
    Map<String, Double> p50 = percentile(call, 50);
    Map<String, Double> p95 = percentile(call, 95);
    Map<String, Double> p99 = percentile(call, 99);
    return JsonAnswers.ok(
        json -> {
          json.writeStartArray();
          for (Share share : largest) {
            json.writeStartObject();
            json.writeStringField("endpoint", share.name());
            number(json, "request_count", share.volume());
            number(json, "error_rate", share.value());
            number(json, "p50_ms", of(p50, share, Double.NaN));
            number(json, "p95_ms", of(p95, share, Double.NaN));
            number(json, "p99_ms", of(p99, share, Double.NaN));
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static double of(Map<String, Double> numbers, Share share, double none) {
    return numbers.getOrDefault(share.name(), none);
  }

  private Map<String, Double> percentile(Call call, int percentile) {
    return byName(
        reader.breakdown(
            timed(call, Question.about(DURATION))
                .groupBy(ENDPOINT)
                .aggregate(Aggregation.percentile(percentile))));
  }

  /** The share of errors of each group, with how many requests it made: both of one reading. */
  private List<Share> counted(Call call, String metric, String key) {
    Selection all = Selection.of(metric);
    Question errors = Question.about(all.tag("status_class", "4xx", "5xx")).per(all).groupBy(key);
    return reader.breakdown(timed(call, errors)).shares().stream()
        .filter(share -> share.volume() > 0)
        .toList();
  }

  private static List<Share> largest(List<Share> shares, int most) {
    return shares.stream()
        .sorted(Comparator.comparingDouble(Share::volume).reversed().thenComparing(Share::name))
        .limit(most)
        .toList();
  }

  private static Map<String, Double> byName(Breakdown breakdown) {
    Map<String, Double> numbers = new HashMap<>();
    breakdown.shares().forEach(share -> numbers.put(share.name(), share.value()));
    return numbers;
  }

  private Answer keys(Call call) {
    List<Share> largest =
        largest(counted(call, CLIENT_COUNT, CLIENT), LIMIT.numberOf(call.parameters()));
    Map<String, Double> use = clients.utilisation();
    return JsonAnswers.ok(
        json -> {
          json.writeStartArray();
          for (Share share : largest) {
            json.writeStartObject();
            json.writeStringField("key", share.name());
            json.writeStringField("name", clients.shown(share.name()));
            number(json, "request_count", share.volume());
            number(json, "error_rate", share.value());
            number(json, "utilisation_percent", of(use, share, Double.NaN));
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private Answer heatmap(Call call) {
    String granularity = GRANULARITY.wordOf(call.parameters());
    Step step =
        switch (granularity) {
          case "day" -> Step.DAY;
          case "week" -> Step.WEEK;
          default -> Step.HOUR;
        };
    Heatmap map =
        reader.heatmap(
            timed(call, Question.about(COUNT))
                .groupBy(ENDPOINT)
                .top(LIMIT.numberOf(call.parameters()))
                .step(step));
    return JsonAnswers.ok(json -> write(json, map, granularity));
  }

  private static void write(JsonGenerator json, Heatmap map, String granularity)
      throws IOException {
    json.writeStartObject();
    json.writeFieldName("cells");
    json.writeStartArray();
    for (Heatmap.Row row : map.rows()) {
      for (int i = 0; i < map.columns().size(); i++) {
        writeCell(json, row, map.columns().get(i), i);
      }
    }
    json.writeEndArray();
    number(json, "max_count", map.most());
    json.writeStringField("time_granularity", granularity);
    json.writeNumberField("groups", map.groups());
    json.writeEndObject();
  }

  private static void writeCell(JsonGenerator json, Heatmap.Row row, Instant column, int number)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("endpoint", String.join(" ", row.group()));
    json.writeStringField("time_bucket", column.toString());
    number(json, "request_count", row.counts().get(number));
    number(json, "intensity", row.intensities().get(number));
    json.writeEndObject();
  }

  private Answer topConsumers(Call call) {
    String sort = SORT.wordOf(call.parameters());
    List<Share> counted = counted(call, CLIENT_COUNT, CLIENT);
    Map<String, Double> bytes =
        byName(
            reader.breakdown(
                timed(call, Question.about(CLIENT_BYTES))
                    .groupBy(CLIENT)
                    .aggregate(Aggregation.SUM)));
    ToDoubleFunction<Share> by =
        switch (sort) {
          case "error_rate" -> Share::value;
          case "bandwidth" -> share -> of(bytes, share, 0);
          default -> Share::volume;
        };
    List<Share> found =
        counted.stream()
            .sorted(
                Comparator.comparingDouble(by)
                    .thenComparingDouble(Share::volume)
                    .reversed()
                    .thenComparing(Share::name))
            .limit(FEW.numberOf(call.parameters()))
            .toList();
    return JsonAnswers.ok(
        json -> {
          json.writeStartArray();
          for (Share share : found) {
            json.writeStartObject();
            json.writeStringField("key", share.name());
            json.writeStringField("name", clients.shown(share.name()));
            number(json, "request_count", share.volume());
            number(json, "error_rate", share.value());
            number(json, "bandwidth_bytes", of(bytes, share, 0));
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
