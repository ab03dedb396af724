package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.UserMetricKind;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.TimeRange;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** One extreme number must not keep the other series from the store. */
class ExtremeValuesTest {
  private static final Instant START = Instant.ofEpochMilli(1_800_000_000_000L);

  private final AtomicLong wallMillis = new AtomicLong(START.toEpochMilli());
  private final InMemoryBackend backend =
      InMemoryBackend.with(Clock.fixed(START, ZoneOffset.UTC), ZoneOffset.UTC, 1_000);
  private final Pipeline pipeline =
      new Pipeline(
          RuntimeOptions.resolve(OptionSources.NONE, new OptionValues(), 1L << 30),
          backend,
          () -> new Moment(wallMillis.get(), wallMillis.get() * 1_000_000));
  private final Metrics metrics = pipeline.metrics();

  private void tickTwoMinutes() {
    for (int tick = 0; tick < 13; tick++) {
      metrics.count("orders.count", 1);
      wallMillis.addAndGet(10_000);
      pipeline.tick();
    }
    pipeline.store();
  }

  private long storedOrders() {
    Instant from = START.minusSeconds(60);
    BucketQuery query =
        BucketQuery.system(
            Granularity.MINUTE, new TimeRange(from, from.plusSeconds(600)), "orders.count");
    long[] sum = {0};
    try (BucketCursor found = backend.buckets().read(query)) {
      found.forEachRemaining(owned -> sum[0] += ((CounterState) owned.bucket().state()).whole());
    }
    return sum[0];
  }

  @Test
  void aGaugeAtTheLargestNumberDoesNot() {
    metrics.gauge("limit.active", Double.MAX_VALUE);
    tickTwoMinutes();
    assertThat(storedOrders()).isEqualTo(13);
  }

  @Test
  void aTenantsGaugeAtTheLargestNumberDoesNot() {
    metrics.recordUserMetric("acme", "x.y", -1.7e308, UserMetricKind.GAUGE, Tags.empty());
    tickTwoMinutes();
    assertThat(storedOrders()).isEqualTo(13);
  }

  @Test
  void aCounterBeyondTheLargestNumberDoesNot() {
    for (int i = 0; i < 3; i++) {
      metrics.count("huge.count", 1.7e308);
      pipeline.tick();
    }
    tickTwoMinutes();
    assertThat(storedOrders()).isEqualTo(13);
  }

  @Test
  void aHistogramOfZeroAndTheLeastNumbersDoesNot() {
    metrics.histogram("tiny.size_bytes", 0);
    metrics.histogram("tiny.size_bytes", 2e-310);
    metrics.histogram("tiny.size_bytes", 0);
    tickTwoMinutes();
    assertThat(storedOrders()).isEqualTo(13);
  }
}
