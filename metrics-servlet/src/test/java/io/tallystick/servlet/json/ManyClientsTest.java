package io.tallystick.servlet.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** That there may be ten thousand clients, and one that stands for all others. */
class ManyClientsTest {
  private static final int CLIENTS = 10_001;

  /** So many clients have their requests told apart by route too. */
  private static final int ROWS = 3_000;

  private static final WriterId WRITER = WriterId.random();

  private static ApiRig rig;

  @BeforeAll
  static void record() {
    rig = new ApiRig();
    List<OwnedBucket> rows = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      String client = "%032x".formatted(i);
      add(
          rows,
          "http.client.request.count",
          Tags.of("client", client, "status_class", "2xx"),
          10 + i);
      add(rows, "http.client.request.count", Tags.of("client", client, "status_class", "5xx"), 10);
      add(
          rows,
          "http.client.bytes.count",
          Tags.of("client", client, "direction", "out"),
          1_000_000 - i);
      if (i < ROWS) {
        add(
            rows,
            "http.request.count",
            Tags.of("route_id", "/items", "method", "GET", "status_class", "2xx", "client", client),
            10 + i);
      }
    }
    for (int from = 0; from < rows.size(); from += 1_000) {
      rig.time
          .runtime()
          .storage()
          .buckets()
          .write(new Batch(rows.subList(from, Math.min(rows.size(), from + 1_000))));
    }
    rig.pass(Duration.ofMinutes(1));
  }

  private static void add(List<OwnedBucket> rows, String name, Tags tags, long count) {
    Instant start = Instant.parse(ApiRig.START).minusSeconds(60);
    rows.add(
        new OwnedBucket(
            SeriesKey.system(name, MetricKind.COUNTER, "service:api", tags),
            Granularity.MINUTE,
            WRITER,
            new Bucket(start, 1, CounterState.ofWhole(count))));
  }

  @AfterAll
  static void close() {
    rig.close();
  }

  @Test
  void theLargestAreFoundAmongAll() {
    JsonNode keys = rig.ok("/keys?limit=2");

    assertThat(keys).hasSize(2);
    assertThat(keys.get(0).get("key").asText()).isEqualTo("%032x".formatted(CLIENTS - 1));
    assertThat(keys.get(0).get("request_count").asLong()).isEqualTo(CLIENTS + 19);
    assertThat(keys.get(0).get("error_rate").asDouble()).isEqualTo(10.0 / (CLIENTS + 19));
    assertThat(rig.ok("/top-consumers?limit=1").get(0).get("request_count").asLong())
        .isEqualTo(CLIENTS + 19);
    JsonNode failing = rig.ok("/top-consumers?limit=1&sort=error_rate").get(0);
    assertThat(failing.get("key").asText()).isEqualTo("0".repeat(32));
    assertThat(failing.get("error_rate").asDouble()).isEqualTo(0.5);
    JsonNode busy = rig.ok("/top-consumers?limit=1&sort=bandwidth").get(0);
    assertThat(busy.get("key").asText()).isEqualTo("0".repeat(32));
    assertThat(busy.get("bandwidth_bytes").asLong()).isEqualTo(1_000_000);
    assertThat(rig.ok("/top-consumers?limit=1000")).hasSize(1_000);
  }

  @Test
  void whoeverFollowsTheCursorSeesEachClientOnce() {
    String question = "?granularity=1m&from=2026-03-01T09:00:00Z&to=2026-03-01T11:00:00Z&limit=999";
    Set<String> clients = new HashSet<>();
    long requests = 0;
    String cursor = "";
    do {
      JsonNode page = rig.ok(question + cursor);
      for (JsonNode row : page.get("rows")) {
        assertThat(clients.add(row.get("api_key_id").asText())).isTrue();
        requests += row.get("request_count").asLong();
      }
      JsonNode next = page.get("next_cursor");
      cursor = next.isNull() ? "" : "&cursor=" + next.asText();
    } while (!cursor.isEmpty());

    assertThat(clients).hasSize(ROWS);
    assertThat(requests).isEqualTo(10L * ROWS + ROWS * (ROWS - 1L) / 2);
    String client = "%032x".formatted(7);
    assertThat(rig.ok(question + "&client=" + client).get("rows")).hasSize(1);
    assertThat(rig.ok(question + "&client=" + client).at("/rows/0/request_count").asLong())
        .isEqualTo(17);
  }
}
