package io.tallystick.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Result;
import io.tallystick.core.WrittenDown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisMetricsTest {
  private final WrittenDown calls = new WrittenDown();

  @AfterEach
  void uninstall() {
    calls.close();
  }

  @Test
  void commandsAreTimedAndErrorsCounted() {
    RedisMetrics.took("get", 2_500_000, Result.SUCCESS);
    RedisMetrics.took("get", 2_500_000, Result.ERROR);
    RedisMetrics.idempotencyHit();

    assertThat(calls.lines())
        .containsExactly(
            "histogram redis.request.latency_ms 2.5 {operation=get}",
            "histogram redis.request.latency_ms 2.5 {operation=get}",
            "count redis.request.error.count 1 {operation=get}",
            "count redis.idempotency.hit");
  }

  @Test
  void connectionsAreSetOrAskedFor() {
    RedisMetrics.activeConnections("auth_db", 2);
    RedisMetrics.activeConnections("auth_db", () -> 3).close();
    RedisMetrics.idleConnections("auth_db", 4);
    RedisMetrics.idleConnections("auth_db", () -> 5).close();
    RedisMetrics.connectionFailed("auth_db", "timeout");

    assertThat(calls.lines())
        .containsExactly(
            "gauge redis.connections.active 2 {database=auth_db}",
            "gauge redis.connections.active {database=auth_db} 3.0",
            "gauge redis.connections.idle 4 {database=auth_db}",
            "gauge redis.connections.idle {database=auth_db} 5.0",
            "count redis.connection.error.count 1 {database=auth_db, error_type=timeout}");
  }
}
