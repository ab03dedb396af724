package io.tallystick.servlet.json;

import io.tallystick.servlet.http.Parameters;
import io.tallystick.servlet.http.RefusedRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that may stand behind the question mark: what it may be, and how it is read. What is
 * said of it in the description of the API is what it is held to.
 *
 * @param name as it is written; one that ends in {@code *} stands for all that begin so
 * @param tells what it is for, as a sentence
 * @param words which it may be; none where it is no word
 */
record Parameter(
    String name,
    Shape shape,
    String tells,
    boolean isRequired,
    List<String> words,
    int assumed,
    int least,
    int most) {
  /** Nobody recorded later. */
  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  private static final int LONGEST = 1_000;

  static Parameter text(String name, String tells) {
    return of(name, Shape.text().longest(LONGEST), tells, List.of());
  }

  static Parameter time(String name, String tells) {
    Shape millis = Shape.whole().says("Milliseconds since 1970.");
    return of(name, Shape.either(Shape.time(), millis), tells, List.of());
  }

  /** One of some words, the first of which is assumed. */
  static Parameter word(String name, List<String> words, String tells) {
    return of(name, Shape.word(words).assumed(words.get(0)), tells, words);
  }

  /** One of some words, or none. */
  static Parameter optionalWord(String name, List<String> words, String tells) {
    return of(name, Shape.word(words), tells, words);
  }

  static Parameter number(String name, int assumed, int least, int most, String tells) {
    Shape shape = Shape.whole(least, most).assumed(assumed);
    return new Parameter(name, shape, tells, false, List.of(), assumed, least, most);
  }

  /** All that begin with a name and a dot; each may be there several times. */
  static Parameter family(String name, String tells) {
    return of(name + ".*", Shape.map(Shape.list(Shape.text().longest(LONGEST))), tells, List.of());
  }

  private static Parameter of(String name, Shape shape, String tells, List<String> words) {
    return new Parameter(name, shape, tells, false, words, 0, 0, 0);
  }

  Parameter required() {
    return new Parameter(name, shape, tells, true, words, assumed, least, most);
  }

  boolean isFamily() {
    return name.endsWith("*");
  }

  /** What stands there; null where nothing does. */
  @Nullable String textOf(Parameters given) {
    String text = given.text(name);
    if (text == null && isRequired) {
      throw RefusedRequest.badParameter(name, "missing", "give it");
    }
    if (text != null && text.isBlank()) {
      throw RefusedRequest.badParameter(name, "blank", "give at least one visible character");
    }
    return text;
  }

  /** What stands there, which has to be something. */
  String requiredOf(Parameters given) {
    String text = textOf(given);
    if (text == null) {
      throw RefusedRequest.badParameter(name, "missing", "give it");
    }
    return text;
  }

  int numberOf(Parameters given) {
    return given.number(name, assumed, least, most);
  }

  String wordOf(Parameters given) {
    return given.word(name, words.get(0), words);
  }

  /** Null where nothing stands there. */
  @Nullable String optionalWordOf(Parameters given) {
    return given.text(name) == null ? null : wordOf(given);
  }

  /** Whether it is the word true. */
  boolean isTrue(Parameters given) {
    return wordOf(given).equals("true");
  }

  /** A moment in whole milliseconds; null where none is given. */
  @Nullable Instant timeOf(Parameters given) {
    String text = textOf(given);
    if (text == null) {
      return null;
    }
    Instant time = time(text);
    if (time != null && !time.isBefore(Instant.EPOCH) && !time.isAfter(LATEST)) {
      return time;
    }
    throw RefusedRequest.badParameter(
        name,
        text,
        "give a time from 1970 to 2100 such as 2026-03-01T10:00:00Z, or milliseconds since 1970");
  }

  private static @Nullable Instant time(String text) {
    try {
      return text.matches("\\d{1,15}")
          ? Instant.ofEpochMilli(Long.parseLong(text))
          : Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException malformed) {
      return null;
    }
  }

  /** As the description of the API has it. */
  Map<String, Object> description() {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("name", isFamily() ? name.substring(0, name.length() - 2) : name);
    described.put("in", "query");
    described.put("description", tells);
    described.put("required", isRequired);
    if (isFamily()) {
      described.put("style", "form");
      described.put("explode", true);
    }
    described.put(
        "schema",
        isFamily()
            ? shape
                .and(
                    "propertyNames",
                    Map.of("pattern", "^" + name.replace("*", "").replace(".", "\\.")))
                .schema()
            : shape.schema());
    return described;
  }
}
