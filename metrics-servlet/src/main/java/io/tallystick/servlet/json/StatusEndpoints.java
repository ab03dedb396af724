package io.tallystick.servlet.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallystick.core.OwnTotals;
import io.tallystick.core.RuntimeState;
import io.tallystick.core.RuntimeStatus;
import io.tallystick.core.StoreStatus;
import io.tallystick.core.collect.CollectorStatus;
import io.tallystick.core.derived.DerivedStatus;
import io.tallystick.core.flush.FlushStatus;
import io.tallystick.core.query.GaugeReading;
import io.tallystick.core.query.QueryStoppedException;
import io.tallystick.core.query.Question;
import io.tallystick.core.rollup.JanitorStatus;
import io.tallystick.servlet.http.Answer;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.StartSpan;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.WriterActivity;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
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
    RuntimeStatus status = parts.status();
    RuntimeState state = state(status);
    OwnTotals totals = OwnTotals.of(parts.totals());
    List<String> instances = status.flush().isAway() ? null : instances();
    return JsonAnswers.ok(
        json -> {
          json.writeStartObject();
          text(json, "version", state.version());
          json.writeStringField("source", state.source());
          time(json, "now", state.now());
          json.writeNumberField("uptime_seconds", state.uptime().toSeconds());
          json.writeBooleanField("well", status.isWell());
          texts(json, "troubles", status.troubles());
          writeStore(json, status, totals);
          writeJanitor(json, status.janitor());
          writeSeries(json, status, totals);
          writeMemory(json, state);
          json.writeNumberField("recorded_bytes", parts.recordedBytes());
          counts(json, "dropped", status.dropped());
          counts(json, "guards", status.guardHits());
          writeRetention(json, state);
          writeQueries(json, totals);
          texts(json, "instances", instances);
          writeWriters(json, status.store());
          writeHistory(json, status.store());
          writeDerived(json, status.derived());
          writeCollectors(json, status.collectors());
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

  private static RuntimeState state(RuntimeStatus status) {
    RuntimeState state = status.state();
    if (state == null) {
      throw new IllegalStateException("The runtime is switched off.");
    }
    return state;
  }

  private static void writeStore(JsonGenerator json, RuntimeStatus status, OwnTotals totals)
      throws IOException {
    FlushStatus flush = status.flush();
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
    json.writeNumberField("flush_lag_ms", status.flushLag().toMillis());
    writeSize(json, status);
    json.writeNumberField("flushed_rows", totals.sum("tallystick.flush.rows.count"));
    counts(json, "errors", totals.by("tallystick.flush.error.count", "reason"));
    json.writeEndObject();
  }

  /** The janitor measures too, and is the first to know. */
  private static void writeSize(JsonGenerator json, RuntimeStatus status) throws IOException {
    StoreStatus store = status.store();
    OptionalLong size = store.sizeBytes();
    whole(json, "size_bytes", size.isPresent() ? size : status.janitor().sizeBytes());
    whole(json, "max_bytes", store.mostBytes());
    whole(json, "growth_bytes_per_day", store.growthBytesPerDay());
    whole(json, "forecast_bytes", store.forecastBytes());
    time(json, "full_at", store.fullAt());
    time(json, "checked_at", store.checkedAt());
    json.writeBooleanField("check_failing", store.lastFailure() != null);
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

  private static void writeSeries(JsonGenerator json, RuntimeStatus status, OwnTotals totals)
      throws IOException {
    RuntimeState state = state(status);
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
    counts(json, "overflow", status.overflow());
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

  private static void writeWriters(JsonGenerator json, StoreStatus store) throws IOException {
    json.writeArrayFieldStart("writers");
    for (WriterActivity each : store.writers()) {
      json.writeStartObject();
      json.writeStringField("writer", each.writer().toString());
      json.writeStringField("source", each.source());
      time(json, "last_seen", each.lastSeen());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeHistory(JsonGenerator json, StoreStatus store) throws IOException {
    json.writeObjectFieldStart("history");
    for (Map.Entry<Granularity, StartSpan> each : store.spans().entrySet()) {
      json.writeObjectFieldStart(each.getKey().id());
      time(json, "oldest", each.getValue().oldest());
      time(json, "newest", each.getValue().newest());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void writeDerived(JsonGenerator json, List<DerivedStatus> derived)
      throws IOException {
    json.writeArrayFieldStart("derived");
    for (DerivedStatus each : derived) {
      json.writeStartObject();
      json.writeStringField("name", each.name());
      json.writeStringField("state", each.state().name().toLowerCase(Locale.ROOT));
      time(json, "since", each.since());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeCollectors(JsonGenerator json, List<CollectorStatus> collectors)
      throws IOException {
    json.writeArrayFieldStart("collectors");
    for (CollectorStatus each : collectors) {
      Duration took = each.took();
      json.writeStartObject();
      json.writeStringField("name", each.name());
      json.writeStringField("state", each.state().name().toLowerCase(Locale.ROOT));
      time(json, "since", each.since());
      json.writeNumberField("hanging", each.hanging());
      time(json, "last_collected", each.lastCollected());
      whole(
          json, "took_ms", took == null ? OptionalLong.empty() : OptionalLong.of(took.toMillis()));
      json.writeNumberField("readings", each.readings());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void texts(JsonGenerator json, String name, @Nullable List<String> texts)
      throws IOException {
    if (texts == null) {
      json.writeNullField(name);
      return;
    }
    json.writeArrayFieldStart(name);
    for (String each : texts) {
      json.writeString(each);
    }
    json.writeEndArray();
  }

  private static void whole(JsonGenerator json, String name, OptionalLong number)
      throws IOException {
    if (number.isPresent()) {
      json.writeNumberField(name, number.getAsLong());
    } else {
      json.writeNullField(name);
    }
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
