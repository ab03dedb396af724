package io.tallystick.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.Percentiles;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.SketchBytes;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryBackendTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final WriterId WRITER = new WriterId(1, 2);
  private static final SeriesKey ORDERS =
      SeriesKey.system("orders.count", MetricKind.COUNTER, "service:api", Tags.empty());
  private static final SeriesKey DURATIONS =
      SeriesKey.system(
          "orders.duration_ms", MetricKind.HISTOGRAM, "service:api", Tags.of("status", "paid"));

  @Test
  void theOldestBucketsGoWhenItIsFull() {
    try (InMemoryBackend backend = InMemoryBackend.holding(3)) {
      backend.buckets().write(Batch.of(minute(2), minute(0), minute(1), minute(4), minute(3)));

      assertThat(read(backend, Granularity.MINUTE))
          .containsExactly(minute(2), minute(3), minute(4));
      assertThat(backend.size()).isEqualTo(3);
      assertThat(backend.givenUp()).isEqualTo(2);
    }
  }

  @Test
  void theOldestBucketsGoWhenItsMemoryIsFull() {
    try (InMemoryBackend backend = InMemoryBackend.within(1_000, 100_000)) {
      backend.buckets().write(Batch.of(minute(0), minute(1)));
      backend.buckets().write(Batch.of(histogram(2, 1, 60_000)));
      assertThat(backend.size()).isEqualTo(3);

      backend.buckets().write(Batch.of(histogram(3, 1, 60_000), minute(4)));

      assertThat(read(backend, Granularity.MINUTE)).containsExactly(minute(4));
      assertThat(backend.size()).isEqualTo(2);
      assertThat(backend.givenUp()).isEqualTo(3);
    }
  }

  @Test
  void aSmallerVersionMakesRoomAgain() {
    try (InMemoryBackend backend = InMemoryBackend.within(1_000, 100_000)) {
      backend.buckets().write(Batch.of(histogram(0, 1, 90_000)));
      backend.buckets().write(Batch.of(histogram(0, 2, 10)));
      backend.buckets().write(Batch.of(histogram(1, 1, 90_000)));

      assertThat(backend.size()).isEqualTo(2);
      assertThat(backend.givenUp()).isZero();
    }
  }

  @Test
  void theFinestBucketsGoBeforeTheCoarser() {
    try (InMemoryBackend backend = InMemoryBackend.holding(2)) {
      backend.buckets().write(Batch.of(bucket(Granularity.HOUR, 0)));
      backend.buckets().write(Batch.of(minute(10), minute(11), bucket(Granularity.DAY, 0)));

      assertThat(read(backend, Granularity.MINUTE)).isEmpty();
      assertThat(read(backend, Granularity.HOUR)).hasSize(1);
      assertThat(read(backend, Granularity.DAY)).hasSize(1);
      assertThat(backend.givenUp()).isEqualTo(2);
    }
  }

  @Test
  void anotherVersionTakesNoRoom() {
    try (InMemoryBackend backend = InMemoryBackend.holding(1)) {
      for (int version = 1; version <= 100; version++) {
        backend
            .buckets()
            .write(
                Batch.of(
                    new OwnedBucket(
                        ORDERS,
                        Granularity.MINUTE,
                        WRITER,
                        new Bucket(TEN, version, CounterState.ofWhole(version)))));
      }

      assertThat(backend.size()).isOne();
      assertThat(backend.givenUp()).isZero();
    }
  }

  @Test
  void itForgetsEverythingWhenItIsClosed() {
    InMemoryBackend backend = InMemoryBackend.create();
    backend.buckets().write(Batch.of(minute(0)));
    backend.close();

    assertThat(backend.size()).isZero();
  }

  @Test
  void itHoldsOneBucketAtLeast() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InMemoryBackend.holding(0))
        .withMessage("maxBuckets is 0: choose a number from 1.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InMemoryBackend.with(Clock.systemUTC(), ZoneOffset.UTC, 0));
  }

  private static OwnedBucket minute(int minute) {
    return bucket(Granularity.MINUTE, minute);
  }

  private static OwnedBucket bucket(Granularity granularity, int minute) {
    return new OwnedBucket(
        ORDERS,
        granularity,
        WRITER,
        new Bucket(TEN.plus(Duration.ofMinutes(minute)), 1, CounterState.ofWhole(minute)));
  }

  private static OwnedBucket histogram(int minute, long version, int sketchBytes) {
    HistogramState state =
        new HistogramState(
            1, 1, 1, 1, new Percentiles(1, 1, 1), SketchBytes.copyOf(new byte[sketchBytes]));
    return new OwnedBucket(
        DURATIONS,
        Granularity.MINUTE,
        WRITER,
        new Bucket(TEN.plus(Duration.ofMinutes(minute)), version, state));
  }

  private static List<OwnedBucket> read(InMemoryBackend backend, Granularity granularity) {
    TimeRange hour = new TimeRange(TEN, TEN.plus(Duration.ofHours(1)));
    List<OwnedBucket> found = new ArrayList<>();
    try (BucketCursor cursor =
        backend.buckets().read(BucketQuery.system(granularity, hour, "orders.count"))) {
      cursor.forEachRemaining(found::add);
    }
    return found;
  }
}
