package io.tallystick.servlet.json;

import static io.tallystick.servlet.json.JsonAnswers.number;
import static io.tallystick.servlet.json.QuestionParameters.AGGREGATION;
import static io.tallystick.servlet.json.QuestionParameters.FRESH;
import static io.tallystick.servlet.json.QuestionParameters.GROUP_BY;
import static io.tallystick.servlet.json.QuestionParameters.SELECTION;
import static io.tallystick.servlet.json.QuestionParameters.STEP;
import static io.tallystick.servlet.json.QuestionParameters.TOP;
import static io.tallystick.servlet.json.QuestionParameters.aggregated;
import static io.tallystick.servlet.json.QuestionParameters.grouped;
import static io.tallystick.servlet.json.QuestionParameters.question;
import static io.tallystick.servlet.json.QuestionParameters.selection;
import static io.tallystick.servlet.json.QuestionParameters.stepped;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallystick.core.query.Aggregate;
import io.tallystick.core.query.Basis;
import io.tallystick.core.query.Breakdown;
import io.tallystick.core.query.Cost;
import io.tallystick.core.query.DataPoint;
import io.tallystick.core.query.GaugeReading;
import io.tallystick.core.query.Line;
import io.tallystick.core.query.MetricsReader;
import io.tallystick.core.query.Question;
import io.tallystick.core.query.Share;
import io.tallystick.core.query.TimeSeries;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.Call;
import io.tallystick.servlet.http.Endpoint.Handler;
import io.tallystick.servlet.http.Parameters;
import io.tallystick.servlet.http.RefusedRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Answers questions about any metric. */
final class QuestionEndpoints {
  private static final Parameter DETAIL =
      Parameter.word(
          "detail", List.of("few", "full"), "Whether what the answer was made of is told too.");
  private static final List<String> PERCENTILES = List.of("p50", "p95", "p99");

  private final MetricsReader reader;

  QuestionEndpoints(MetricsReader reader) {
    this.reader = reader;
  }

  List<Route> routes() {
    return List.of(
        about("/series", "How a metric went over time", this::series)
            .takes(AGGREGATION, STEP, GROUP_BY, TOP, FRESH, DETAIL)
            .gives(QuestionShapes.SERIES),
        about("/aggregate", "What a time amounts to, in one", this::aggregate)
            .takes(AGGREGATION, FRESH)
            .gives(QuestionShapes.AGGREGATE),
        about("/breakdown", "A number for each value of a tag, the greatest first", this::breakdown)
            .takes(AGGREGATION, GROUP_BY.required(), TOP, FRESH, DETAIL)
            .gives(QuestionShapes.BREAKDOWN),
        about("/cost", "What a series would touch, without asking for it", this::cost)
            .takes(STEP)
            .gives(QuestionShapes.COST),
        Route.get("/gauges/latest", "What gauges show now", this::gauges)
            .takes(SELECTION)
            .takes(GROUP_BY, TOP)
            .gives(QuestionShapes.GAUGES));
  }

  private static Route about(String path, String title, Handler handler) {
    return Route.get(path, title, handler).takes(SELECTION).takes(TimeParameters.ALL);
  }

  private static boolean isDetailed(Call call) {
    return DETAIL.wordOf(call.parameters()).equals("full");
  }

  private Answer series(Call call) {
    Parameters given = call.parameters();
    TimeSeries series =
        reader.timeSeries(grouped(given, stepped(given, aggregated(given, question(given)))));
    if (isDetailed(call)) {
      return JsonAnswers.ok(json -> writeDetailed(json, series));
    }
    List<Line> lines = series.lines();
    return JsonAnswers.ok(
        json -> {
          if (QuestionParameters.isGrouped(given)) {
            writeLines(json, lines);
          } else {
            writePoints(json, lines.isEmpty() ? List.of() : lines.get(0).points());
          }
        });
  }

  private static void writeDetailed(JsonGenerator json, TimeSeries series) throws IOException {
    json.writeStartObject();
    json.writeStringField("aggregation", series.aggregation());
    json.writeStringField("step", series.step().id());
    json.writeNumberField("groups", series.groups());
    writeBasis(json, series.basis());
    json.writeFieldName("lines");
    json.writeStartArray();
    for (Line line : series.lines()) {
      json.writeStartObject();
      writeGroup(json, line.group());
      json.writeFieldName("points");
      json.writeStartArray();
      for (DataPoint point : line.points()) {
        json.writeStartObject();
        json.writeStringField("timestamp", point.from().toString());
        json.writeStringField("to", point.to().toString());
        number(json, "value", point.value());
        json.writeStringField("state", point.state().name().toLowerCase(Locale.ROOT));
        json.writeBooleanField("approximate", point.isApproximate());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeLines(JsonGenerator json, List<Line> lines) throws IOException {
    json.writeStartArray();
    for (Line line : lines) {
      json.writeStartObject();
      writeGroup(json, line.group());
      json.writeFieldName("points");
      writePoints(json, line.points());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writePoints(JsonGenerator json, List<DataPoint> points) throws IOException {
    json.writeStartArray();
    for (DataPoint point : points) {
      json.writeStartObject();
      json.writeStringField("timestamp", point.from().toString());
      number(json, "value", point.value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeGroup(JsonGenerator json, List<String> group) throws IOException {
    json.writeFieldName("group");
    json.writeStartArray();
    for (String value : group) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static void writeBasis(JsonGenerator json, Basis basis) throws IOException {
    json.writeFieldName("basis");
    json.writeStartObject();
    json.writeStringField("metric", basis.metric());
    json.writeBooleanField("known", basis.isKnown());
    json.writeFieldName("granularities");
    json.writeStartArray();
    for (var granularity : basis.granularities().stream().sorted().toList()) {
      json.writeString(granularity.id());
    }
    json.writeEndArray();
    json.writeNumberField("rows", basis.rows());
    json.writeStringField("as_of", basis.asOf().toString());
    json.writeEndObject();
  }

  private Answer aggregate(Call call) {
    Parameters given = call.parameters();
    Aggregate all = reader.aggregate(aggregated(given, question(given)));
    return JsonAnswers.ok(
        json -> {
          json.writeStartObject();
          json.writeNumberField("count", all.count());
          number(json, "sum", all.sum());
          number(json, "rate", all.rate());
          number(json, "avg", all.avg());
          number(json, "min", all.min());
          number(json, "max", all.max());
          number(json, "last", all.last());
          for (String id : PERCENTILES) {
            number(json, id, all.percentiles().getOrDefault(id, Double.NaN));
          }
          for (Map.Entry<String, Double> each : new TreeMap<>(all.percentiles()).entrySet()) {
            if (!PERCENTILES.contains(each.getKey())) {
              number(json, each.getKey(), each.getValue());
            }
          }
          json.writeStringField("state", all.state().name().toLowerCase(Locale.ROOT));
          json.writeBooleanField("approximate", all.isApproximate());
          writeBasis(json, all.basis());
          json.writeEndObject();
        });
  }

  private Answer breakdown(Call call) {
    Parameters given = call.parameters();
    String keys = GROUP_BY.requiredOf(given);
    Breakdown breakdown = reader.breakdown(grouped(given, aggregated(given, question(given))));
    boolean isDetailed = isDetailed(call);
    if (!isDetailed && keys.contains(",")) {
      throw RefusedRequest.badParameter(
          GROUP_BY.name(), keys, "give one key, or two with detail=full, which tells them apart");
    }
    return JsonAnswers.ok(
        json -> {
          if (isDetailed) {
            writeDetailed(json, breakdown);
          } else {
            json.writeStartObject();
            for (Share share : breakdown.shares()) {
              number(json, share.name(), share.value());
            }
            json.writeEndObject();
          }
        });
  }

  private static void writeDetailed(JsonGenerator json, Breakdown breakdown) throws IOException {
    json.writeStartObject();
    json.writeStringField("aggregation", breakdown.aggregation());
    json.writeNumberField("groups", breakdown.groups());
    writeBasis(json, breakdown.basis());
    json.writeFieldName("shares");
    json.writeStartArray();
    for (Share share : breakdown.shares()) {
      json.writeStartObject();
      writeGroup(json, share.group());
      number(json, "value", share.value());
      number(json, "volume", share.volume());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private Answer cost(Call call) {
    Cost cost = reader.cost(stepped(call.parameters(), question(call.parameters())));
    return JsonAnswers.ok(
        json -> {
          json.writeStartObject();
          json.writeNumberField("series", cost.series());
          json.writeNumberField("points", cost.points());
          json.writeNumberField("rows", cost.rows());
          json.writeEndObject();
        });
  }

  private Answer gauges(Call call) {
    Parameters given = call.parameters();
    List<GaugeReading> readings =
        reader.latestGauge(grouped(given, Question.about(selection(given))));
    return JsonAnswers.ok(
        json -> {
          json.writeStartArray();
          for (GaugeReading reading : readings) {
            json.writeStartObject();
            writeGroup(json, reading.group());
            number(json, "value", reading.last());
            json.writeStringField("at", reading.at().toString());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
