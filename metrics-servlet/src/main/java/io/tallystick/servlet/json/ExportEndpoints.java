package io.tallystick.servlet.json;

import static io.tallystick.servlet.json.QuestionParameters.TIME;
import static io.tallystick.servlet.json.QuestionParameters.names;

import io.tallystick.core.export.ExportFormat;
import io.tallystick.core.export.ExportRequest;
import io.tallystick.core.export.HistoryExport;
import io.tallystick.core.query.Selection;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.Call;
import io.tallystick.servlet.http.Endpoint;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.TimeRange;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Lets history be taken elsewhere, row by row. */
final class ExportEndpoints {
  private final HistoryExport export;
  private final Function<Selection, SeriesFilter> filters;
  private final Supplier<Instant> clock;

  ExportEndpoints(
      HistoryExport export, Function<Selection, SeriesFilter> filters, Supplier<Instant> clock) {
    this.export = export;
    this.filters = filters;
    this.clock = clock;
  }

  List<Endpoint> below(String base) {
    return List.of(
        Endpoint.read(
            base + "/export",
            names(List.of(QuestionParameters.SELECTION, TIME), "format", "granularity", "sketches"),
            Refusals.guarded(this::export)));
  }

  private Answer export(Call call) {
    String word =
        call.parameters().word("format", "csv", List.of("csv", "json", "jsonl", "openmetrics"));
    ExportFormat format =
        switch (word) {
          case "json" -> ExportFormat.JSON;
          case "jsonl" -> ExportFormat.JSON_LINES;
          case "openmetrics" -> ExportFormat.OPEN_METRICS;
          default -> ExportFormat.CSV;
        };
    ExportRequest request = request(call);
    String file = "tallystick-%s.%s".formatted(clock.get().toString().substring(0, 10), word);
    return Answer.stream(
            200,
            format.contentType(),
            out -> Refusals.run(() -> export.write(request, format, out)))
        .with("Content-Disposition", "attachment; filename=\"" + file + '"');
  }

  private ExportRequest request(Call call) {
    QuestionParameters parameters = new QuestionParameters(call.parameters());
    ExportRequest request =
        call.parameters().text(QuestionParameters.METRIC) == null
            ? ExportRequest.all()
            : ExportRequest.of(filters.apply(parameters.selection()));
    TimeRange range = parameters.range(clock.get());
    request = range == null ? request : request.range(range);
    String granularity =
        call.parameters().word("granularity", "", List.of("", "1m", "5m", "1h", "1d"));
    for (Granularity each : Granularity.values()) {
      request = each.id().equals(granularity) ? request.granularity(each) : request;
    }
    return call.parameters().word("sketches", "false", List.of("true", "false")).equals("true")
        ? request.withSketches()
        : request;
  }
}
