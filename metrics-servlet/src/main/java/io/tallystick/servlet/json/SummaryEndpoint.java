package io.tallystick.servlet.json;

import static io.tallystick.servlet.json.QuestionParameters.TIME;
import static io.tallystick.servlet.json.QuestionParameters.names;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallystick.core.rollup.RequestSummaries;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.Call;
import io.tallystick.servlet.http.Endpoint;
import io.tallystick.servlet.http.RefusedRequest;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.RequestGroup;
import io.tallystick.spi.RequestSummary;
import io.tallystick.spi.ResponseTimes;
import io.tallystick.spi.TagChoice;
import io.tallystick.spi.TimeRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows requests summed up by period, endpoint, method and client. */
final class SummaryEndpoint {
  private static final Duration ASSUMED_TIME = Duration.ofDays(1);
  private static final int ASSUMED = 500;
  private static final String SEPARATOR = "\n";

  private final RequestSummaries requests;
  private final Supplier<Instant> clock;

  SummaryEndpoint(RequestSummaries requests, Supplier<Instant> clock) {
    this.requests = requests;
    this.clock = clock;
  }

  List<Endpoint> below(String base) {
    return List.of(
        Endpoint.read(
            base,
            names(List.of(TIME), "endpoint", "client", "granularity", "limit", "cursor"),
            Refusals.guarded(this::rows)));
  }

  private Answer rows(Call call) {
    Granularity granularity = granularity(call);
    Instant now = clock.get();
    TimeRange asked = new QuestionParameters(call.parameters()).range(now);
    TimeRange range = asked == null ? new TimeRange(now.minus(ASSUMED_TIME), now) : asked;
    int limit = call.parameters().number("limit", ASSUMED, 1, RequestSummaries.MOST);
    String cursor = call.parameters().text("cursor");
    List<RequestSummary> rows =
        requests.read(
            granularity,
            range,
            choices(call),
            cursor == null ? null : group(cursor, granularity),
            limit,
            Thread.currentThread()::isInterrupted);
    return JsonAnswers.ok(json -> write(json, rows, rows.size() == limit));
  }

  private static Granularity granularity(Call call) {
    String id = call.parameters().word("granularity", "1h", List.of("1m", "5m", "1h", "1d"));
    for (Granularity each : Granularity.values()) {
      if (each.id().equals(id)) {
        return each;
      }
    }
    throw new IllegalStateException("No granularity " + id);
  }

  private static List<TagChoice> choices(Call call) {
    List<TagChoice> choices = new ArrayList<>();
    String endpoint = call.parameters().text("endpoint");
    if (endpoint != null) {
      choices.add(TagChoice.of("route_id", List.of(endpoint)));
    }
    String client = call.parameters().text("client");
    if (client != null) {
      choices.add(TagChoice.of("client", List.of(client)));
    }
    return choices;
  }

  private static String cursor(RequestGroup last) {
    String client = last.client();
    String text =
        String.join(
            SEPARATOR,
            Long.toString(last.start().toEpochMilli()),
            last.endpoint(),
            last.method(),
            client == null ? "" : client);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static RequestGroup group(String cursor, Granularity granularity) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      String[] parts = text.split(SEPARATOR, -1);
      return new RequestGroup(
          granularity,
          Instant.ofEpochMilli(Long.parseLong(parts[0])),
          parts[1],
          parts[2],
          parts[3].isEmpty() ? null : parts[3]);
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException malformed) {
      throw RefusedRequest.badParameter(
          "cursor", cursor, "give the next_cursor of an answer to the same question");
    }
  }

  private static void write(JsonGenerator json, List<RequestSummary> rows, boolean hasMore)
      throws IOException {
    json.writeStartObject();
    json.writeFieldName("rows");
    json.writeStartArray();
    for (RequestSummary row : rows) {
      write(json, row);
    }
    json.writeEndArray();
    json.writeStringField(
        "next_cursor", hasMore ? cursor(rows.get(rows.size() - 1).group()) : null);
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, RequestSummary row) throws IOException {
    RequestGroup group = row.group();
    json.writeStartObject();
    json.writeStringField("period_start", group.start().toString());
    json.writeStringField("period_granularity", group.granularity().id());
    json.writeStringField("endpoint", group.endpoint());
    json.writeStringField("http_method", group.method());
    json.writeStringField("api_key_id", group.client());
    json.writeNumberField("request_count", row.requests());
    json.writeNumberField("error_count_4xx", row.errors4xx());
    json.writeNumberField("error_count_5xx", row.errors5xx());
    writeTimes(json, row.times());
    json.writeNumberField("total_request_bytes", row.requestBytes());
    json.writeNumberField("total_response_bytes", row.responseBytes());
    json.writeEndObject();
  }

  private static void writeTimes(JsonGenerator json, @Nullable ResponseTimes times)
      throws IOException {
    double[] millis =
        times == null
            ? new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN}
            : new double[] {
              times.percentiles().p50(),
              times.percentiles().p95(),
              times.percentiles().p99(),
              times.mean()
            };
    JsonAnswers.number(json, "response_time_p50_ms", millis[0]);
    JsonAnswers.number(json, "response_time_p95_ms", millis[1]);
    JsonAnswers.number(json, "response_time_p99_ms", millis[2]);
    JsonAnswers.number(json, "response_time_avg_ms", millis[3]);
  }
}
