package io.tallystick.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.alert.Backtest;
import io.tallystick.core.alert.RuleDefinition;
import io.tallystick.core.alert.Severity;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the page on alerts shows. */
class AlertsPageTest {
  private static final WriterId YESTERDAY = new WriterId(1, 1);

  private final StorageBackend store = InMemoryBackend.create();
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
  private final TimeRange lastWeek =
      new TimeRange(now.minus(Duration.ofDays(7)), now.minus(Duration.ofMinutes(1)));

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aRuleIsMadeAndTriedOnThePast() {
    // An hour ago 15 of 100 requests failed, for ten minutes.
    for (int minute = 0; minute < 60; minute++) {
      boolean isBad = minute >= 20 && minute < 30;
      Instant start = now.minus(Duration.ofMinutes(90 - minute));
      write(start, "2xx", isBad ? 85 : 99);
      write(start, "5xx", isBad ? 15 : 1);
    }

    MetricsRuntime runtime = MetricsRuntime.builder().source("service:api").storage(store).build();
    runtime.start();
    runtime
        .alerts()
        .create(
            RuleDefinition.errorRate("Many errors", 10) // percent: 4xx and 5xx of all requests
                .groupBy("route_id") // an alert of its own for each route
                .minimumVolume(20) // says nothing about two requests
                .severity(Severity.CRITICAL),
            "ann");
    try {
      RuleDefinition rule = runtime.alerts().rules().get(0).definition();

      Backtest week = runtime.alerts().backtest(rule, lastWeek);

      assertThat(rule.name()).isEqualTo("Many errors");
      assertThat(week.firings())
          .singleElement()
          .satisfies(
              firing -> {
                assertThat(firing.group()).containsEntry("route_id", "/api/segments");
                assertThat(firing.value()).isGreaterThan(10);
                assertThat(firing.message()).startsWith("Error rate for /api/segments");
              });
    } finally {
      runtime.close();
    }
  }

  private void write(Instant start, String statusClass, long requests) {
    SeriesKey series =
        SeriesKey.system(
            "http.request.count",
            MetricKind.COUNTER,
            "service:api",
            Tags.of("route_id", "/api/segments", "method", "GET", "status_class", statusClass));
    Bucket bucket = new Bucket(start, 1, new CounterState(requests, 0));
    store.buckets().write(Batch.of(new OwnedBucket(series, Granularity.MINUTE, YESTERDAY, bucket)));
  }
}
