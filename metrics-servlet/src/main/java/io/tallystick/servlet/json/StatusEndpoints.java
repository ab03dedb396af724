package io.tallystick.servlet.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallystick.core.flush.FlushStatus;
import io.tallystick.core.rollup.JanitorStatus;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.Endpoint;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells whether the library is alive, and how it gets on. */
final class StatusEndpoints {
  private final ApiParts parts;

  StatusEndpoints(ApiParts parts) {
    this.parts = parts;
  }

  List<Endpoint> below(String base) {
    return List.of(
        Endpoint.read(base + "/health", Set.of(), call -> health()),
        Endpoint.read(base + "/status", Set.of(), call -> status()));
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
    FlushStatus flush = parts.flushStatus();
    JanitorStatus janitor = parts.janitorStatus();
    return JsonAnswers.ok(
        json -> {
          json.writeStartObject();
          time(json, "now", parts.now());
          json.writeNumberField("recorded_bytes", parts.recordedBytes());
          json.writeFieldName("store");
          write(json, flush);
          json.writeFieldName("janitor");
          write(json, janitor);
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, FlushStatus flush) throws IOException {
    json.writeStartObject();
    json.writeBooleanField("away", flush.isAway());
    time(json, "away_since", flush.awaySince());
    time(json, "last_confirmed", flush.lastConfirmed());
    text(json, "last_failure", flush.lastFailure());
    json.writeNumberField("failures_in_a_row", flush.failuresInARow());
    json.writeNumberField("waiting_buckets", flush.waitingBuckets());
    json.writeNumberField("waiting_bytes", flush.waitingBytes());
    json.writeNumberField("coarsened_buckets", flush.coarsenedBuckets());
    json.writeFieldName("dropped_buckets");
    json.writeStartObject();
    for (Map.Entry<String, Long> dropped : flush.droppedBuckets().entrySet()) {
      json.writeNumberField(dropped.getKey(), dropped.getValue());
    }
    json.writeEndObject();
    text(json, "store_id", flush.storeId());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, JanitorStatus janitor) throws IOException {
    json.writeStartObject();
    json.writeBooleanField("holder", janitor.isHolder());
    time(json, "last_sweep", janitor.lastSweep());
    time(json, "waiting_window", janitor.waitingWindow());
    json.writeBooleanField("waits_for_clock", janitor.waitsForClock());
    text(json, "last_failure", janitor.lastFailure());
    if (janitor.sizeBytes().isPresent()) {
      json.writeNumberField("size_bytes", janitor.sizeBytes().getAsLong());
    }
    json.writeNumberField("shed_buckets", janitor.shedBuckets());
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
