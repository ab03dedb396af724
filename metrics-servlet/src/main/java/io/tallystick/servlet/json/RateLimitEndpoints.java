package io.tallystick.servlet.json;

import static io.tallystick.servlet.json.JsonAnswers.number;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallystick.core.ratelimit.KeyUtilisation;
import io.tallystick.core.ratelimit.NearLimit;
import io.tallystick.core.ratelimit.RateLimitHistory;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.Call;
import io.tallystick.servlet.http.RefusedRequest;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.TimeRange;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Tells how much of their limits keys use and used. */
final class RateLimitEndpoints {
  private static final int MOST = 1_000;
  private static final int LONGEST_KEY = 256;
  private static final int HUNDRED = 100;

  private static final Parameter LIMIT = Parameter.number("limit", 50, 1, MOST, "How many keys.");
  private static final Parameter SORT =
      Parameter.word(
          "sort",
          List.of("utilisation", "requests", "hours"),
          "By what the first are found: how full this minute or the last is, how many requests"
              + " these have, or in how many hours the key was near its limit.");
  private static final Parameter NEAR =
      Parameter.word(
          "near",
          List.of("false", "true"),
          "Only keys that were near their limits in so many of the last 24 hours, used now or"
              + " not.");
  private static final Parameter HOURS =
      Parameter.number("hours", 3, 1, 24, "In how many different hours at least.");

  private final ApiParts parts;
  private final ClientNames names;

  /** What counts as near; by itself what warnings go by. */
  private final Parameter share;

  RateLimitEndpoints(ApiParts parts, ClientNames names) {
    this.parts = parts;
    this.names = names;
    this.share =
        Parameter.number(
            "share",
            parts.rateLimits().warnPercent(),
            1,
            HUNDRED,
            "How many percent of a limit count as near.");
  }

  List<Route> routes() {
    return List.of(
        Route.get("/rate-limits", "How much of their limits keys use", this::limits)
            .forChangers()
            .takes(LIMIT, SORT, NEAR, HOURS, share)
            .gives(RateLimitShapes.LIMITS),
        Route.get("/rate-limits/{key}/history", "How much of its limit a key used", this::history)
            .forChangers()
            .takes(TimeParameters.ALL)
            .gives(RateLimitShapes.HISTORY));
  }

  /** One line of the answer. */
  private record Line(KeyUtilisation key, @Nullable NearLimit near, OptionalLong full) {
    int hours() {
      return near == null ? 0 : near.hours().size();
    }

    long requests() {
      return key.used() + key.lastUsed();
    }
  }

  private Answer limits(Call call) {
    int most = LIMIT.numberOf(call.parameters());
    String sort = SORT.wordOf(call.parameters());
    boolean onlyNear = NEAR.isTrue(call.parameters());
    int hours = HOURS.numberOf(call.parameters());
    int percent = share.numberOf(call.parameters());
    List<Line> lines =
        parts
            .reader()
            .read("rate_limits", stop -> lines(most, sort, onlyNear, hours, percent, stop));
    return JsonAnswers.ok(
        json -> {
          json.writeStartArray();
          for (Line line : lines) {
            write(json, line);
          }
          json.writeEndArray();
        });
  }

  private List<Line> lines(
      int most, String sort, boolean onlyNear, int hours, int percent, Runnable stop) {
    RateLimitHistory history = parts.rateLimits();
    Map<String, NearLimit> near = new HashMap<>(history.nearLimit(percent, hours));
    stop.run();
    List<Line> lines = new ArrayList<>();
    for (KeyUtilisation key : history.current()) {
      NearLimit often = near.remove(key.name());
      if (often != null || !onlyNear) {
        lines.add(new Line(key, often, OptionalLong.empty()));
      }
    }
    if (onlyNear) {
      Instant now = parts.now();
      near.forEach(
          (key, often) -> lines.add(new Line(unused(key, now), often, OptionalLong.empty())));
    }
    return lines.stream()
        .sorted(order(sort))
        .limit(most)
        .map(line -> withEnd(line, history, stop))
        .toList();
  }

  private static KeyUtilisation unused(String key, Instant now) {
    return new KeyUtilisation(key, now, 0, 0, 0, 0);
  }

  private static Line withEnd(Line line, RateLimitHistory history, Runnable stop) {
    stop.run();
    boolean isUsed = line.key().limit() > 0;
    return isUsed
        ? new Line(line.key(), line.near(), history.exhaustedInSeconds(line.key()))
        : line;
  }

  private static Comparator<Line> order(String sort) {
    Comparator<Line> first =
        switch (sort) {
          case "requests" -> Comparator.comparingLong(Line::requests);
          case "hours" -> Comparator.comparingInt(Line::hours);
          default -> Comparator.comparingDouble(line -> line.key().nearestPercent());
        };
    return first
        .thenComparingLong(Line::requests)
        .reversed()
        .thenComparing(line -> line.key().name());
  }

  private void write(JsonGenerator json, Line line) throws IOException {
    KeyUtilisation key = line.key();
    String name = names.shown(key.name());
    json.writeStartObject();
    json.writeStringField("key", key.name());
    json.writeStringField("name", name);
    json.writeNumberField("used", key.used());
    boolean isUsed = key.limit() > 0;
    number(json, "limit", isUsed ? (double) key.limit() : Double.NaN);
    number(json, "utilisation_percent", isUsed ? key.percent() : Double.NaN);
    json.writeNumberField("last_minute_used", key.lastUsed());
    number(json, "last_minute_percent", key.lastPercent());
    json.writeFieldName("near_limit");
    writeNear(json, line.near());
    number(
        json,
        "exhausted_in_seconds",
        line.full().isPresent() ? (double) line.full().getAsLong() : Double.NaN);
    json.writeStringField("sentence", RateLimitSentence.of(name, key, line.near(), line.full()));
    json.writeEndObject();
  }

  private static void writeNear(JsonGenerator json, @Nullable NearLimit near) throws IOException {
    if (near == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeFieldName("hours");
    json.writeStartArray();
    for (Instant hour : near.hours()) {
      json.writeString(hour.toString());
    }
    json.writeEndArray();
    json.writeStringField("trend", near.trend().direction().word());
    number(json, "percent_per_hour", near.trend().percentPerHour());
    json.writeEndObject();
  }

  private Answer history(Call call) {
    String key = call.variable("key");
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      throw RefusedRequest.of(404, "Not found", "There is no key of this name.");
    }
    TimeRange range = TimeParameters.within(call.parameters(), parts.now());
    RateLimitHistory history = parts.rateLimits();
    String granularity = history.granularity(range.from()).id();
    List<RateLimitUse> uses =
        parts.reader().read("rate_limits", stop -> history.history(key, range));
    return JsonAnswers.ok(
        json -> {
          json.writeStartObject();
          json.writeStringField("key", key);
          json.writeStringField("name", names.shown(key));
          json.writeStringField("granularity", granularity);
          json.writeFieldName("points");
          json.writeStartArray();
          for (RateLimitUse use : uses) {
            write(json, use);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, RateLimitUse use) throws IOException {
    json.writeStartObject();
    json.writeStringField("start", use.start().toString());
    json.writeNumberField("used", use.used());
    json.writeNumberField("limit", use.limit());
    number(json, "utilisation_percent", use.utilisationPercent());
    number(json, "peak_percent", use.peakPercent());
    json.writeEndObject();
  }
}
