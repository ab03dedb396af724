package io.tallystick.servlet.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallystick.core.derived.ColumnType;
import io.tallystick.core.derived.DerivedColumn;
import io.tallystick.core.derived.DerivedMetrics;
import io.tallystick.core.derived.DerivedQueryException;
import io.tallystick.core.derived.DerivedRows;
import io.tallystick.core.derived.DerivedTable;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.Call;
import io.tallystick.servlet.http.RefusedRequest;
import io.tallystick.spi.TimeRange;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows the tables that the application derives from its own. */
final class TableEndpoints {
  private static final Parameter LIMIT =
      Parameter.number("limit", 50, 1, DerivedTable.MOST_ROWS, "How many rows.");

  private static final Shape TABLES =
      Shape.list(Shape.object().with("name", Shape.text()).with("title", Shape.text()));

  private static final Shape TABLE =
      Shape.object()
          .with("title", Shape.text())
          .with(
              "columns",
              Shape.list(
                  Shape.object()
                      .with("name", Shape.text())
                      .with(
                          "type",
                          Shape.word(
                              Arrays.stream(ColumnType.values())
                                  .map(type -> type.name().toLowerCase(Locale.ROOT))
                                  .toList()))))
          .with(
              "rows",
              Shape.list(
                  Shape.list(
                      Shape.text().and("type", List.of("string", "number", "boolean", "null")))));

  private final DerivedMetrics derived;
  private final Supplier<Instant> clock;

  TableEndpoints(DerivedMetrics derived, Supplier<Instant> clock) {
    this.derived = derived;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/tables", "The tables that the application shows", call -> list()).gives(TABLES),
        Route.get("/tables/{name}", "The rows of a table", this::table)
            .takes(TimeParameters.ALL)
            .takes(LIMIT)
            .gives(TABLE));
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
    TimeRange range = TimeParameters.within(call.parameters(), clock.get());
    int limit = LIMIT.numberOf(call.parameters());
    try {
      DerivedRows rows = derived.table(name, range, limit);
      return JsonAnswers.ok(json -> write(json, rows));
    } catch (DerivedQueryException failure) {
      throw Refusals.derivedIsAway("The table " + name, failure);
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
