package io.tallystick.benchmarks.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.WriterId;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SummedBackendTest {
  private static final Instant START = Instant.parse("2026-03-01T10:07:00Z");
  private static final SeriesKey SERIES =
      SeriesKey.system("flood.count", MetricKind.COUNTER, "service:test", Tags.of("client", "c1"));

  private final WriterId writer = WriterId.random();
  private final SummedBackend backend = new SummedBackend();

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void ofABucketTheNewestVersionCounts() {
    backend.buckets().write(Batch.of(bucket(0, 2, 10)));
    backend.buckets().write(Batch.of(bucket(0, 1, 4)));
    backend.buckets().write(Batch.of(bucket(1, 1, 5)));

    assertThat(backend.recorded()).isEqualTo(new Recorded(0, 15));
  }

  @Test
  void whatIsSettledStillCountsAndWhatComesAfterThatIsLate() {
    for (int minute = 0; minute < 5; minute++) {
      backend.buckets().write(Batch.of(bucket(minute, 1, 1)));
    }
    backend.buckets().write(Batch.of(bucket(0, 2, 100)));

    assertThat(backend.recorded()).isEqualTo(new Recorded(0, 5));
    assertThat(backend.lateBuckets()).isEqualTo(1);
  }

  private OwnedBucket bucket(int minute, long version, long amount) {
    Bucket bucket =
        new Bucket(START.plusSeconds(60L * minute), version, CounterState.ofWhole(amount));
    return new OwnedBucket(SERIES, Granularity.MINUTE, writer, bucket);
  }
}
