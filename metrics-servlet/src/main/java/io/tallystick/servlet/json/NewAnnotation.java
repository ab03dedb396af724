package io.tallystick.servlet.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.tallystick.servlet.http.RefusedRequest;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A note as it was sent.
 *
 * @param from null for now
 * @param to null where it is of a moment
 */
record NewAnnotation(
    @Nullable Instant from, @Nullable Instant to, String text, Map<String, String> tags) {
  static final Shape SHAPE =
      Shape.object()
          .with("text", Shape.text().shortest(1).longest(1_000))
          .having("from", Shape.time().says("Now unless it is given."))
          .having("to", Shape.time().says("The end, of what goes on for a while."))
          .having("tags", Shape.map(Shape.text()));

  /** Nobody notes anything of earlier or later times. */
  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(5)
                  .maxStringLength(10_000)
                  .maxNumberLength(30)
                  .build())
          .build();

  static NewAnnotation parse(byte[] json) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      NewAnnotation parsed = parse(parser);
      if (parser.nextToken() != null) {
        throw malformed("something stands behind the object");
      }
      return parsed;
    } catch (IOException malformed) {
      throw malformed("it is no JSON");
    }
  }

  private static NewAnnotation parse(JsonParser parser) throws IOException {
    Instant from = null;
    Instant to = null;
    String text = null;
    Map<String, String> tags = new LinkedHashMap<>();
    require(parser.nextToken() == JsonToken.START_OBJECT, "it is no object");
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "from" -> from = time(parser);
        case "to" -> to = time(parser);
        case "text" -> text = text(parser, field);
        case "tags" -> readTags(parser, tags);
        default -> throw malformed("%s is no field of it".formatted(field));
      }
    }
    require(text != null, "text is missing");
    require(to == null || from != null, "to is given without from");
    require(to == null || !to.isBefore(from), "it ends before it begins");
    return new NewAnnotation(from, to, String.valueOf(text), tags);
  }

  private static void readTags(JsonParser parser, Map<String, String> tags) throws IOException {
    require(parser.currentToken() == JsonToken.START_OBJECT, "tags are no object");
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      tags.put(key, text(parser, key));
    }
  }

  private static String text(JsonParser parser, String field) throws IOException {
    require(parser.currentToken() == JsonToken.VALUE_STRING, field + " is no text");
    return parser.getText();
  }

  private static Instant time(JsonParser parser) throws IOException {
    try {
      Instant time = Instant.parse(text(parser, "a time")).truncatedTo(ChronoUnit.MILLIS);
      require(
          !time.isBefore(Instant.EPOCH) && !time.isAfter(LATEST),
          "a time is not from 1970 to 2100");
      return time;
    } catch (DateTimeException malformed) {
      throw malformed("a time is not such as 2026-03-01T10:00:00Z");
    }
  }

  private static void require(boolean isSo, String what) {
    if (!isSo) {
      throw malformed(what);
    }
  }

  private static RefusedRequest malformed(String what) {
    return RefusedRequest.of(
        400,
        "Bad annotation",
        "The annotation cannot be read: %s. Send {\"text\": …}, and from, to and tags if you like."
            .formatted(what));
  }
}
