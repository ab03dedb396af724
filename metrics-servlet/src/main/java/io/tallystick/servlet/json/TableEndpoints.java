package io.tallystick.servlet.json;

import static io.tallystick.servlet.json.QuestionParameters.TIME;
import static io.tallystick.servlet.json.QuestionParameters.names;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallystick.core.derived.DerivedColumn;
import io.tallystick.core.derived.DerivedMetrics;
import io.tallystick.core.derived.DerivedQueryException;
import io.tallystick.core.derived.DerivedRows;
import io.tallystick.core.derived.DerivedTable;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.Call;
import io.tallystick.servlet.http.Endpoint;
import io.tallystick.servlet.http.RefusedRequest;
import io.tallystick.spi.TimeRange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows the tables that the application derives from its own. */
final class TableEndpoints {
  private static final int ASSUMED = 50;
  private static final Duration ASSUMED_TIME = Duration.ofDays(1);

  private final DerivedMetrics derived;
  private final Supplier<Instant> clock;

  TableEndpoints(DerivedMetrics derived, Supplier<Instant> clock) {
    this.derived = derived;
    this.clock = clock;
  }

  List<Endpoint> below(String base) {
    return List.of(
        Endpoint.read(base + "/tables", Set.of(), call -> list()),
        Endpoint.read(
            base + "/tables/{name}", names(List.of(TIME), "limit"), Refusals.guarded(this::table)));
  }

  private Answer list() {
    return JsonAnswers.ok(
        json -> {
          json.writeStartArray();
          for (DerivedTable table : derived.tables()) {
            json.writeStartObject();
            json.writeStringField("name", table.name());
            json.writeStringField("title", table.title());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private Answer table(Call call) {
    String name = call.variable("name");
    if (derived.tables().stream().noneMatch(table -> table.name().equals(name))) {
      throw RefusedRequest.of(404, "Not found", "There is no table of this name.");
    }
    Instant now = clock.get();
    TimeRange asked = new QuestionParameters(call.parameters()).range(now);
    TimeRange range = asked == null ? new TimeRange(now.minus(ASSUMED_TIME), now) : asked;
    int limit = call.parameters().number("limit", ASSUMED, 1, DerivedTable.MOST_ROWS);
    try {
      DerivedRows rows = derived.table(name, range, limit);
      return JsonAnswers.ok(json -> write(json, rows));
    } catch (DerivedQueryException failure) {
      throw RefusedRequest.of(503, "Not available now", String.valueOf(failure.getMessage()))
          .with("Retry-After", "60");
    }
  }

  private static void write(JsonGenerator json, DerivedRows rows) throws IOException {
    json.writeStartObject();
    json.writeStringField("title", rows.title());
    json.writeFieldName("columns");
    json.writeStartArray();
    for (DerivedColumn column : rows.columns()) {
      json.writeStartObject();
      json.writeStringField("name", column.name());
      json.writeStringField("type", column.type().name().toLowerCase(Locale.ROOT));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeFieldName("rows");
    json.writeStartArray();
    for (List<@Nullable Object> row : rows.rows()) {
      json.writeStartArray();
      for (Object cell : row) {
        writeCell(json, cell);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeCell(JsonGenerator json, @Nullable Object cell) throws IOException {
    if (cell == null) {
      json.writeNull();
    } else if (cell instanceof Boolean isSo) {
      json.writeBoolean(isSo);
    } else if (cell instanceof Long whole) {
      json.writeNumber(whole);
    } else if (cell instanceof Double number) {
      JsonAnswers.number(json, number);
    } else {
      json.writeString(cell.toString());
    }
  }
}
