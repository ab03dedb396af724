package io.tallystick.servlet.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallystick.Tags;
import io.tallystick.core.annotate.Annotations;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.Call;
import io.tallystick.servlet.http.Endpoint;
import io.tallystick.servlet.http.RefusedRequest;
import io.tallystick.spi.Annotation;
import io.tallystick.spi.TimeRange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Lists and makes notes on times. */
final class AnnotationEndpoints {
  private static final int MOST = 1_000;
  private static final int ASSUMED = 100;
  private static final Duration ASSUMED_TIME = Duration.ofDays(30);

  private final Annotations annotations;
  private final Supplier<Instant> clock;

  AnnotationEndpoints(Annotations annotations, Supplier<Instant> clock) {
    this.annotations = annotations;
    this.clock = clock;
  }

  List<Endpoint> below(String base) {
    return List.of(
        Endpoint.read(
            base + "/annotations", Set.of("from", "to", "limit"), Refusals.guarded(this::list)),
        Endpoint.change("POST", base + "/annotations", Refusals.guarded(this::make)));
  }

  private Answer list(Call call) {
    QuestionParameters parameters = new QuestionParameters(call.parameters());
    Instant to = parameters.instant("to");
    Instant end = to == null ? clock.get().plusSeconds(1) : to;
    Instant from = parameters.instant("from");
    Instant start = from == null ? end.minus(ASSUMED_TIME) : from;
    if (!start.isBefore(end)) {
      throw RefusedRequest.badParameter("from", start.toString(), "give a time before " + end);
    }
    int most = call.parameters().number("limit", ASSUMED, 1, MOST);
    List<Annotation> found = annotations.list(new TimeRange(start, end), most);
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
                RefusedRequest.of(
                        503, "Not available now", "Too many annotations wait for the store.")
                    .with("Retry-After", "10"));
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
