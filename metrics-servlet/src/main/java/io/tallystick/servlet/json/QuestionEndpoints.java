package io.tallystick.servlet.json;

import static io.tallystick.servlet.json.JsonAnswers.number;
import static io.tallystick.servlet.json.QuestionParameters.SELECTION;
import static io.tallystick.servlet.json.QuestionParameters.TIME;
import static io.tallystick.servlet.json.QuestionParameters.names;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallystick.core.query.Aggregate;
import io.tallystick.core.query.Basis;
import io.tallystick.core.query.Breakdown;
import io.tallystick.core.query.DataPoint;
import io.tallystick.core.query.GaugeReading;
import io.tallystick.core.query.Line;
import io.tallystick.core.query.MetricsReader;
import io.tallystick.core.query.Question;
import io.tallystick.core.query.Share;
import io.tallystick.core.query.TimeSeries;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.Call;
import io.tallystick.servlet.http.Endpoint;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Answers questions about any metric. */
final class QuestionEndpoints {
  private static final String DETAIL = "detail";
  private static final Set<String> QUESTION =
      names(List.of(SELECTION, TIME), "aggregation", "step", "group_by", "top", "fresh", DETAIL);

  private final MetricsReader reader;

  QuestionEndpoints(MetricsReader reader) {
    this.reader = reader;
  }

  List<Endpoint> below(String base) {
    return List.of(
        Endpoint.read(base + "/series", QUESTION, Refusals.guarded(this::series)),
        Endpoint.read(base + "/aggregate", QUESTION, Refusals.guarded(this::aggregate)),
        Endpoint.read(base + "/breakdown", QUESTION, Refusals.guarded(this::breakdown)),
        Endpoint.read(base + "/gauges/latest", QUESTION, Refusals.guarded(this::gauges)));
  }

  /** How detailed the answer is to be is looked at even where there is but one answer. */
  private static Question question(Call call) {
    call.parameters().word(DETAIL, "few", List.of("few", "full"));
    return new QuestionParameters(call.parameters()).question();
  }

  private static boolean isDetailed(Call call) {
    return call.parameters().word(DETAIL, "few", List.of("few", "full")).equals("full");
  }

  private Answer series(Call call) {
    TimeSeries series = reader.timeSeries(question(call));
    boolean isGrouped = call.parameters().text("group_by") != null;
    if (isDetailed(call)) {
      return JsonAnswers.ok(json -> writeDetailed(json, series));
    }
    return JsonAnswers.ok(
        json -> {
          if (isGrouped) {
            writeLines(json, series.lines());
          } else {
            writePoints(
                json, series.lines().isEmpty() ? List.of() : series.lines().get(0).points());
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
    Aggregate all = reader.aggregate(question(call));
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
          for (String id : List.of("p50", "p95", "p99")) {
            number(json, id, all.percentiles().getOrDefault(id, Double.NaN));
          }
          for (Map.Entry<String, Double> each : new TreeMap<>(all.percentiles()).entrySet()) {
            if (!List.of("p50", "p95", "p99").contains(each.getKey())) {
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
    new QuestionParameters(call.parameters()).required("group_by");
    Breakdown breakdown = reader.breakdown(question(call));
    boolean isDetailed = isDetailed(call);
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

  private Answer gauges(Call call) {
    List<GaugeReading> readings = reader.latestGauge(question(call));
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
