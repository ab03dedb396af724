package io.tallystick.servlet.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallystick.core.RuntimeState;
import io.tallystick.core.flush.FlushStatus;
import io.tallystick.core.query.GaugeReading;
import io.tallystick.core.query.QueryStoppedException;
import io.tallystick.core.query.Question;
import io.tallystick.core.rollup.JanitorStatus;
import io.tallystick.servlet.http.Answer;
import io.tallystick.spi.StorageException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells whether the library is alive, and how it gets on. */
final class StatusEndpoints {
  private static final int MOST_METRICS = 20;

  private final ApiParts parts;

  StatusEndpoints(ApiParts parts) {
    this.parts = parts;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/health", "Whether the library is alive", call -> health())
            .gives(Shape.object().with("status", Shape.word(List.of("up")))),
        Route.get("/status", "How the library gets on", call -> status())
            .gives(StatusShapes.STATUS));
  }

  /** It depends on nothing: a store that is away is no reason to restart an application. */
  private static Answer health() {
    return JsonAnswers.ok(
        json -> {
          json.writeStartObject();
          json.writeStringField("status", "up");
          json.writeEndObject();
        });
  }

  private Answer status() {
    RuntimeState state = parts.state();
    OwnTotals totals = OwnTotals.of(parts.totals());
    FlushStatus flush = parts.flushStatus();
    List<String> instances = flush.isAway() ? null : instances();
    return JsonAnswers.ok(
        json -> {
          json.writeStartObject();
          text(json, "version", state.version());
          json.writeStringField("source", state.source());
          time(json, "now", state.now());
          json.writeNumberField("uptime_seconds", state.uptime().toSeconds());
          writeStore(json, flush, totals);
          writeJanitor(json, parts.janitorStatus());
          writeSeries(json, state, totals);
          writeMemory(json, state);
          json.writeNumberField("recorded_bytes", parts.recordedBytes());
          counts(json, "dropped", totals.by("tallystick.dropped.count", "reason"));
          counts(json, "guards", totals.by("tallystick.guard.rejected.count", "rule"));
          writeRetention(json, state);
          writeQueries(json, totals);
          writeInstances(json, instances);
          json.writeEndObject();
        });
  }

  /** Every runtime writes how many series it has; null where the store cannot tell in time. */
  private @Nullable List<String> instances() {
    try {
      return parts
          .reader()
          .latestGauge(Question.about("tallystick.series.active").groupBy("source"))
          .stream()
          .map(GaugeReading::group)
          .map(group -> String.join(" ", group))
          .sorted()
          .toList();
    } catch (StorageException | QueryStoppedException away) {
      return null;
    }
  }

  private void writeStore(JsonGenerator json, FlushStatus flush, OwnTotals totals)
      throws IOException {
    json.writeObjectFieldStart("store");
    json.writeBooleanField("away", flush.isAway());
    time(json, "away_since", flush.awaySince());
    time(json, "last_confirmed", flush.lastConfirmed());
    json.writeNumberField("failures_in_a_row", flush.failuresInARow());
    json.writeNumberField("waiting_buckets", flush.waitingBuckets());
    json.writeNumberField("waiting_bytes", flush.waitingBytes());
    json.writeNumberField("coarsened_buckets", flush.coarsenedBuckets());
    counts(json, "dropped_buckets", flush.droppedBuckets());
    text(json, "store_id", flush.storeId());
    JsonAnswers.number(
        json,
        "size_bytes",
        parts.janitorStatus().sizeBytes().stream().asDoubleStream().findFirst().orElse(Double.NaN));
    json.writeNumberField("flushed_rows", totals.sum("tallystick.flush.rows.count"));
    counts(json, "errors", totals.by("tallystick.flush.error.count", "reason"));
    json.writeEndObject();
  }

  private static void writeJanitor(JsonGenerator json, JanitorStatus janitor) throws IOException {
    json.writeObjectFieldStart("janitor");
    json.writeBooleanField("holder", janitor.isHolder());
    time(json, "last_sweep", janitor.lastSweep());
    time(json, "waiting_window", janitor.waitingWindow());
    json.writeBooleanField("waits_for_clock", janitor.waitsForClock());
    json.writeBooleanField("failing", janitor.lastFailure() != null);
    json.writeNumberField("shed_buckets", janitor.shedBuckets());
    json.writeEndObject();
  }

  private static void writeSeries(JsonGenerator json, RuntimeState state, OwnTotals totals)
      throws IOException {
    json.writeObjectFieldStart("series");
    json.writeNumberField("active", state.series());
    json.writeNumberField("limit", state.mostSeries());
    json.writeNumberField("limit_of_metric", state.mostSeriesOfMetric());
    json.writeArrayFieldStart("largest");
    for (Map.Entry<String, Integer> each : totals.largest(MOST_METRICS)) {
      json.writeStartObject();
      json.writeStringField("metric", each.getKey());
      json.writeNumberField("series", each.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
    counts(json, "overflow", totals.by("tallystick.series.overflow.count", "metric"));
    json.writeEndObject();
  }

  private static void writeMemory(JsonGenerator json, RuntimeState state) throws IOException {
    json.writeObjectFieldStart("memory");
    for (Map.Entry<String, RuntimeState.Memory> each : state.memory().entrySet()) {
      json.writeObjectFieldStart(each.getKey());
      json.writeNumberField("used_bytes", each.getValue().usedBytes());
      json.writeNumberField("given_bytes", each.getValue().givenBytes());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void writeRetention(JsonGenerator json, RuntimeState state) throws IOException {
    json.writeObjectFieldStart("retention_seconds");
    for (Map.Entry<String, Duration> each : state.kept().entrySet()) {
      json.writeNumberField(each.getKey(), each.getValue().toSeconds());
    }
    json.writeEndObject();
  }

  private static void writeQueries(JsonGenerator json, OwnTotals totals) throws IOException {
    Map<String, Long> asked = totals.by("tallystick.query.cache.count", "result");
    long hits = asked.getOrDefault("hit", 0L);
    long misses = asked.getOrDefault("miss", 0L);
    json.writeObjectFieldStart("queries");
    json.writeNumberField("cache_hits", hits);
    json.writeNumberField("cache_misses", misses);
    JsonAnswers.number(json, "cache_hit_ratio", (double) hits / (hits + misses));
    json.writeEndObject();
  }

  private static void writeInstances(JsonGenerator json, @Nullable List<String> instances)
      throws IOException {
    if (instances == null) {
      json.writeNullField("instances");
      return;
    }
    json.writeArrayFieldStart("instances");
    for (String each : instances) {
      json.writeString(each);
    }
    json.writeEndArray();
  }

  private static void counts(JsonGenerator json, String name, Map<String, Long> counts)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, Long> each : counts.entrySet()) {
      json.writeNumberField(each.getKey(), each.getValue());
    }
    json.writeEndObject();
  }

  private static void time(JsonGenerator json, String name, @Nullable Instant time)
      throws IOException {
    text(json, name, time == null ? null : time.toString());
  }

  private static void text(JsonGenerator json, String name, @Nullable String text)
      throws IOException {
    if (text == null) {
      json.writeNullField(name);
    } else {
      json.writeStringField(name, text);
    }
  }
}
