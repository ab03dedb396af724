package io.tallystick.servlet.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallystick.core.query.MetricsReader;
import io.tallystick.core.rollup.RequestSummaries;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.Call;
import io.tallystick.servlet.http.Parameters;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.RequestSummary;
import io.tallystick.spi.ResponseTimes;
import io.tallystick.spi.TagChoice;
import io.tallystick.spi.TimeRange;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows requests summed up by period, endpoint, method and client, as {@code api_metrics} does. */
final class RequestRows {
  private static final Parameter ENDPOINT =
      Parameter.text("endpoint", "Only requests of this route.");
  private static final Parameter CLIENT =
      Parameter.text("client", "Only requests of this client, as api_key_id has it.");
  private static final Parameter GRANULARITY =
      Parameter.word(
          "granularity",
          List.of("1h", "1m", "5m", "1d"),
          "How long the period of a row is. Rows are there once their period is folded;"
              + " a `period` of time begins with a whole one.");
  private static final int MOST = 5_000;
  private static final Parameter LIMIT = Parameter.number("limit", 500, 1, MOST, "How many rows.");
  private static final Parameter CURSOR =
      Parameter.text("cursor", "The next_cursor of an answer: only rows behind its last one.");

  private static final Shape MILLIS = Shape.number().orNull();

  private static final Shape ROW =
      Shape.object()
          .with("id", Shape.text().says("Stands for what tells the row from others."))
          .with("period_start", Shape.time())
          .with("period_granularity", Shape.word(List.of("1m", "5m", "1h", "1d")))
          .with("endpoint", Shape.text())
          .with("http_method", Shape.text())
          .with("api_key_id", Shape.text().orNull())
          .with("request_count", Shape.whole())
          .with("error_count_4xx", Shape.whole())
          .with("error_count_5xx", Shape.whole())
          .with("response_time_p50_ms", MILLIS)
          .with("response_time_p95_ms", MILLIS)
          .with("response_time_p99_ms", MILLIS)
          .with("response_time_avg_ms", MILLIS)
          .with("total_request_bytes", Shape.whole())
          .with("total_response_bytes", Shape.whole())
          .with("created_at", Shape.time().says("In which minute the row was worked out."));

  private final RequestSummaries requests;
  private final MetricsReader reader;
  private final Supplier<Instant> clock;
  private final Supplier<ZoneId> storeZone;

  RequestRows(ApiParts parts) {
    this.requests = parts.requests();
    this.reader = parts.reader();
    this.clock = parts::now;
    this.storeZone = parts::storeZone;
  }

  List<Route> routes() {
    return List.of(
        Route.get("", "Requests by period, endpoint, method and client", this::rows)
            .takes(ENDPOINT, CLIENT)
            .takes(TimeParameters.ALL)
            .takes(GRANULARITY, LIMIT, CURSOR)
            .gives(
                Shape.object()
                    .with("rows", Shape.list(ROW))
                    .with("next_cursor", Shape.text().orNull().says("Null behind the last row."))));
  }

  private Answer rows(Call call) {
    Parameters given = call.parameters();
    Granularity granularity = granularity(GRANULARITY.wordOf(given));
    Instant now = clock.get();
    TimeRange range = TimeParameters.ofBuckets(given, now, granularity, storeZone);
    String cursor = CURSOR.textOf(given);
    RowCursor after = cursor == null ? null : RowCursor.parse(cursor, granularity, range);
    int limit = LIMIT.numberOf(given);
    List<RequestSummary> rows =
        reader.read(
            "requests",
            stop ->
                requests.read(
                    granularity,
                    range,
                    choices(given),
                    after == null || after.isBefore(range) ? null : after.group(),
                    limit + 1,
                    () -> {
                      stop.run();
                      return false;
                    }));
    boolean hasMore = rows.size() > limit;
    return JsonAnswers.ok(
        json -> write(json, hasMore ? rows.subList(0, limit) : rows, hasMore, now));
  }

  static Granularity granularity(String id) {
    for (Granularity each : Granularity.values()) {
      if (each.id().equals(id)) {
        return each;
      }
    }
    throw new IllegalStateException("No granularity " + id);
  }

  private static List<TagChoice> choices(Parameters given) {
    List<TagChoice> choices = new ArrayList<>();
    String endpoint = ENDPOINT.textOf(given);
    if (endpoint != null) {
      choices.add(TagChoice.of("route_id", List.of(endpoint)));
    }
    String client = CLIENT.textOf(given);
    if (client != null) {
      choices.add(TagChoice.of("client", List.of(client)));
    }
    return choices;
  }

  private static void write(
      JsonGenerator json, List<RequestSummary> rows, boolean hasMore, Instant now)
      throws IOException {
    String created = now.truncatedTo(ChronoUnit.MINUTES).toString();
    json.writeStartObject();
    json.writeFieldName("rows");
    json.writeStartArray();
    for (RequestSummary row : rows) {
      write(json, row, created);
    }
    json.writeEndArray();
    json.writeStringField(
        "next_cursor", hasMore ? new RowCursor(rows.get(rows.size() - 1).group()).text() : null);
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, RequestSummary row, String created)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("id", new RowCursor(row.group()).text());
    json.writeStringField("period_start", row.group().start().toString());
    json.writeStringField("period_granularity", row.group().granularity().id());
    json.writeStringField("endpoint", row.group().endpoint());
    json.writeStringField("http_method", row.group().method());
    json.writeStringField("api_key_id", row.group().client());
    json.writeNumberField("request_count", row.requests());
    json.writeNumberField("error_count_4xx", row.errors4xx());
    json.writeNumberField("error_count_5xx", row.errors5xx());
    writeTimes(json, row.times());
    json.writeNumberField("total_request_bytes", row.requestBytes());
    json.writeNumberField("total_response_bytes", row.responseBytes());
    json.writeStringField("created_at", created);
    json.writeEndObject();
  }

  private static void writeTimes(JsonGenerator json, @Nullable ResponseTimes times)
      throws IOException {
    double none = Double.NaN;
    JsonAnswers.number(
        json, "response_time_p50_ms", times == null ? none : times.percentiles().p50());
    JsonAnswers.number(
        json, "response_time_p95_ms", times == null ? none : times.percentiles().p95());
    JsonAnswers.number(
        json, "response_time_p99_ms", times == null ? none : times.percentiles().p99());
    JsonAnswers.number(json, "response_time_avg_ms", times == null ? none : times.mean());
  }
}
