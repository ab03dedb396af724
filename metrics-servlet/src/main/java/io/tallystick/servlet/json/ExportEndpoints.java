package io.tallystick.servlet.json;

import io.tallystick.core.export.ExportFormat;
import io.tallystick.core.export.ExportRequest;
import io.tallystick.core.export.HistoryExport;
import io.tallystick.core.query.Selection;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.Call;
import io.tallystick.servlet.http.Parameters;
import io.tallystick.servlet.http.RefusedRequest;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.SeriesFilter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Lets history be taken elsewhere, row by row. */
final class ExportEndpoints {
  private static final Parameter FORMAT =
      Parameter.word(
          "format", List.of("csv", "json", "jsonl", "openmetrics"), "How the rows are written.");
  private static final Parameter GRANULARITY =
      Parameter.optionalWord(
          "granularity",
          List.of("1m", "5m", "1h", "1d"),
          "How wide buckets are; without it the finest that is kept of each time.");
  private static final Parameter SKETCHES =
      Parameter.word(
          "sketches", List.of("false", "true"), "Whether sketches are written too, in base64.");
  private static final Parameter METRIC =
      Parameter.text("metric", "Only this metric; without it all, and no other filter.");

  private final HistoryExport export;
  private final Function<Selection, SeriesFilter> filters;
  private final Supplier<Instant> clock;
  private final Supplier<ZoneId> storeZone;

  ExportEndpoints(ApiParts parts) {
    this.export = parts.export();
    this.filters = parts::filter;
    this.clock = parts::now;
    this.storeZone = parts::storeZone;
  }

  List<Route> routes() {
    Route route =
        Route.get("/export", "Stored history, bucket by bucket, all that is in it", this::export)
            .takes(
                METRIC,
                QuestionParameters.TYPE,
                QuestionParameters.TENANT,
                QuestionParameters.SOURCE,
                QuestionParameters.TAGS)
            .takes(TimeParameters.ALL)
            .takes(FORMAT, GRANULARITY, SKETCHES)
            .gives(ExportShapes.ROWS);
    for (ExportFormat format : ExportFormat.values()) {
      if (format != ExportFormat.JSON) {
        route = route.gives(format.contentType(), Shape.text());
      }
    }
    return List.of(route);
  }

  private Answer export(Call call) {
    String word = FORMAT.wordOf(call.parameters());
    ExportFormat format =
        switch (word) {
          case "json" -> ExportFormat.JSON;
          case "jsonl" -> ExportFormat.JSON_LINES;
          case "openmetrics" -> ExportFormat.OPEN_METRICS;
          default -> ExportFormat.CSV;
        };
    ExportRequest request = request(call.parameters());
    String file = "tallystick-%s.%s".formatted(clock.get().toString().substring(0, 10), word);
    return Answer.stream(
            200,
            format.contentType(),
            out -> Refusals.run(() -> export.write(request, format, out)))
        .with("Content-Disposition", "attachment; filename=\"" + file + '"');
  }

  private ExportRequest request(Parameters given) {
    ExportRequest request = inTime(given, filtered(given));
    return SKETCHES.isTrue(given) ? request.withSketches() : request;
  }

  private ExportRequest inTime(Parameters given, ExportRequest request) {
    String id = GRANULARITY.optionalWordOf(given);
    if (id == null) {
      return request.range(TimeParameters.within(given, clock.get()));
    }
    Granularity only = RequestRows.granularity(id);
    return request
        .range(TimeParameters.ofBuckets(given, clock.get(), only, storeZone))
        .granularity(only);
  }

  private ExportRequest filtered(Parameters given) {
    if (given.text(METRIC.name()) != null) {
      return ExportRequest.of(filters.apply(QuestionParameters.selection(given)));
    }
    if (QuestionParameters.isSelecting(given)) {
      throw RefusedRequest.badParameter(
          METRIC.name(), "missing", "give it where type, tenant, source or a tag is given");
    }
    return ExportRequest.all();
  }
}
