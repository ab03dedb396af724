package io.tallystick.servlet.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallystick.Tags;
import io.tallystick.core.annotate.Annotations;
import io.tallystick.core.query.MetricsReader;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.Call;
import io.tallystick.servlet.http.RefusedRequest;
import io.tallystick.spi.Annotation;
import io.tallystick.spi.TimeRange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Lists and makes notes on times. */
final class AnnotationEndpoints {
  private static final Parameter FROM =
      Parameter.time("from", "Only what begins then or later; without it 30 days before the end.");
  private static final Parameter TO =
      Parameter.time("to", "Only what begins before; without it now.");
  private static final Parameter LIMIT =
      Parameter.number("limit", 100, 1, 1_000, "How many, the oldest of them.");
  private static final Duration ASSUMED_TIME = Duration.ofDays(30);

  private static final Shape NOTE =
      Shape.object()
          .with("id", Shape.text())
          .with("from", Shape.time())
          .with("to", Shape.time())
          .with("text", Shape.text())
          .with("tags", Shape.map(Shape.text()));

  private final Annotations annotations;
  private final MetricsReader reader;
  private final Supplier<Instant> clock;

  AnnotationEndpoints(Annotations annotations, MetricsReader reader, Supplier<Instant> clock) {
    this.annotations = annotations;
    this.reader = reader;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/annotations", "Notes on times, the oldest first", this::list)
            .takes(FROM, TO, LIMIT)
            .gives(Shape.list(NOTE)),
        Route.post("/annotations", "Makes a note on a time", NewAnnotation.SHAPE, this::make)
            .gives(NOTE));
  }

  private Answer list(Call call) {
    Instant to = TO.timeOf(call.parameters());
    Instant end = to == null ? clock.get().plusSeconds(1) : to;
    Instant from = FROM.timeOf(call.parameters());
    Instant start = from == null ? end.minus(ASSUMED_TIME) : from;
    if (!start.isBefore(end)) {
      throw RefusedRequest.badParameter("from", start.toString(), "give a time before " + end);
    }
    int most = LIMIT.numberOf(call.parameters());
    TimeRange range = new TimeRange(start, end);
    List<Annotation> found = reader.read("annotations", stop -> annotations.list(range, most));
    return JsonAnswers.ok(
        json -> {
          json.writeStartArray();
          for (Annotation each : found) {
            write(json, each);
          }
          json.writeEndArray();
        });
  }

  private Answer make(Call call) {
    NewAnnotation wanted = NewAnnotation.parse(call.body());
    Instant from = wanted.from() == null ? clock.get() : wanted.from();
    Instant to = wanted.to() == null ? from : wanted.to();
    Optional<Annotation> made;
    try {
      made = annotations.annotate(new TimeRange(from, to), wanted.text(), Tags.of(wanted.tags()));
    } catch (IllegalArgumentException reason) {
      throw RefusedRequest.of(400, "Bad annotation", String.valueOf(reason.getMessage()));
    }
    return made.map(note -> JsonAnswers.answer(201, json -> write(json, note)))
        .orElseThrow(
            () ->
                Refusals.unavailable(
                    "The annotation was not kept: too many wait for the store, or the runtime is"
                        + " closed. Send it again later.",
                    10));
  }

  private static void write(JsonGenerator json, Annotation note) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", note.id());
    json.writeStringField("from", note.range().from().toString());
    json.writeStringField("to", note.range().to().toString());
    json.writeStringField("text", note.text());
    json.writeFieldName("tags");
    json.writeStartObject();
    for (Map.Entry<String, String> tag : note.tags()) {
      json.writeStringField(tag.getKey(), tag.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }
}
