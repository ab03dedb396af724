package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.GaugeCombination;
import io.tallystick.MetricDescriptor;
import io.tallystick.Tags;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.testing.ForwardingBackend;
import io.tallystick.core.testing.ForwardingBuckets;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Fold;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.Percentiles;
import io.tallystick.spi.RequestSummary;
import io.tallystick.spi.ResponseTimes;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That a runtime folds and purges what it stores, as its options say. */
class PipelineJanitorTest {
  private static final TimeRange EVER =
      new TimeRange(Instant.EPOCH, Instant.parse("2200-01-01T00:00:00Z"));

  private final TestClock clock = new TestClock();
  private final InMemoryBackend backend =
      InMemoryBackend.with(clock.wall(), ZoneOffset.UTC, InMemoryBackend.STANDARD_BUCKETS);
  private final OptionValues values = new OptionValues();

  private Pipeline pipeline(StorageBackend storage) {
    RuntimeOptions options =
        RuntimeOptions.resolve(OptionSources.NONE, values, Runtime.getRuntime().maxMemory());
    return new Pipeline(options, storage, clock);
  }

  private void pass(Duration duration, Pipeline pipeline) {
    for (long seconds = 0; seconds < duration.toSeconds(); seconds += 10) {
      clock.pass(Duration.ofSeconds(10));
      pipeline.tick();
      pipeline.store();
    }
  }

  private List<OwnedBucket> rows(Granularity granularity, String name) {
    List<OwnedBucket> rows = new ArrayList<>();
    try (BucketCursor found = backend.buckets().read(BucketQuery.system(granularity, EVER, name))) {
      found.forEachRemaining(rows::add);
    }
    return rows;
  }

  private double counted(Granularity granularity) {
    return rows(granularity, "orders.count").stream()
        .mapToDouble(row -> ((CounterState) row.bucket().state()).sum())
        .sum();
  }

  @Test
  void whatIsRecordedIsFoldedAndPurgedAsTheOptionsSay() {
    values
        .set(Options.RETENTION_1M, Duration.ofHours(1))
        .set(Options.RETENTION_5M, Duration.ofHours(2));
    Pipeline pipeline = pipeline(backend);
    for (int minute = 0; minute < 5 * 60; minute++) {
      pipeline.metrics().count("orders.count", minute);
      pass(Duration.ofMinutes(1), pipeline);
    }
    pass(Duration.ofHours(2), pipeline);
    Instant now = clock.wall().instant();

    assertThat(counted(Granularity.HOUR)).isEqualTo(299 * 300 / 2.0);
    assertThat(rows(Granularity.MINUTE, "orders.count")).isEmpty();
    assertThat(backend.buckets().span(Granularity.MINUTE).orElseThrow().oldest())
        .isBetween(now.minus(Duration.ofMinutes(100)), now.minus(Duration.ofMinutes(59)));
    assertThat(backend.buckets().span(Granularity.FIVE_MINUTES).orElseThrow().oldest())
        .isBetween(now.minus(Duration.ofHours(4)), now.minus(Duration.ofMinutes(119)));
    assertThat(pipeline.janitorStatus().isHolder()).isTrue();
    assertThat(pipeline.janitorStatus().lastFailure()).isNull();
    assertThat(rows(Granularity.MINUTE, "tallystick.rollup.duration_ms")).isNotEmpty();
    assertThat(rows(Granularity.MINUTE, "tallystick.store.size_bytes")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void requestsAreSummedUpWhereTheOptionSaysSo(boolean isOn) {
    values.set(Options.API_METRICS, isOn);
    Pipeline pipeline = pipeline(backend);
    Tags tags = Tags.of("route_id", "/orders", "method", "GET", "status_class", "5xx");
    pipeline.metrics().count("http.request.count", 3, tags);
    pipeline.metrics().histogram("http.request.duration_ms", 40, tags);
    pipeline.metrics().histogram("http.response.size_bytes", 1_000, tags);
    pass(Duration.ofMinutes(6), pipeline);

    List<RequestSummary> found =
        backend.requests().orElseThrow().find(Granularity.FIVE_MINUTES, EVER);
    assertThat(found).hasSize(isOn ? 1 : 0);
    for (RequestSummary row : found) {
      assertThat(row.group().endpoint()).isEqualTo("/orders");
      assertThat(row.errors5xx()).isEqualTo(3);
      assertThat(row.times()).isEqualTo(new ResponseTimes(new Percentiles(40, 40, 40), 40));
      assertThat(row.responseBytes()).isEqualTo(1_000);
    }
  }

  @Test
  void gaugesAreCombinedAsTheHostDescribedThem() {
    Pipeline pipeline = pipeline(backend);
    pipeline
        .metrics()
        .describe(MetricDescriptor.gauge("tank.level").combination(GaugeCombination.SUM).build());
    pipeline.metrics().gauge("tank.level", 4);
    pass(Duration.ofMinutes(1), pipeline);
    OwnedBucket own = rows(Granularity.MINUTE, "tank.level").get(0);
    Bucket bucket = new Bucket(own.bucket().start(), 1, own.bucket().state());
    backend
        .buckets()
        .write(
            Batch.of(new OwnedBucket(own.series(), own.granularity(), WriterId.random(), bucket)));
    pass(Duration.ofMinutes(10), pipeline);

    OwnedBucket folded = rows(Granularity.FIVE_MINUTES, "tank.level").get(0);
    assertThat(((GaugeState) folded.bucket().state()).max()).isEqualTo(8);
  }

  @Test
  void whoClosesLetsAnotherFoldAtOnce() {
    StorageBackend open =
        new ForwardingBackend(backend) {
          @Override
          public void close() {}
        };
    Pipeline pipeline = pipeline(open);
    pass(Duration.ofSeconds(20), pipeline);
    WriterId other = WriterId.random();
    Duration minute = Duration.ofMinutes(1);
    assertThat(backend.control().acquire("janitor", other, minute)).isEmpty();
    pipeline.close(System.nanoTime());

    assertThat(backend.control().acquire("janitor", other, minute)).isPresent();
  }

  @Test
  @Tag("slow")
  void closingIsBoundedWhenAFoldHangs() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    Pipeline pipeline = pipeline(hangingInAFold(entered, released));
    pipeline.metrics().count("orders.count");
    pipeline.tick();
    clock.pass(Duration.ofMinutes(6));
    pipeline.tick();
    Thread folder = new Thread(pipeline::store, "folder");
    folder.start();
    entered.await();
    Duration taken = ClosingTime.of(() -> pipeline.close(System.nanoTime()));
    released.countDown();
    folder.join();

    assertThat(taken).isLessThan(Pipeline.CLOSE.multipliedBy(2));
  }

  private StorageBackend hangingInAFold(CountDownLatch entered, CountDownLatch released) {
    BucketStore buckets =
        new ForwardingBuckets(backend.buckets()) {
          @Override
          public boolean fold(Lease lease, Fold fold) {
            entered.countDown();
            boolean isReleased = false;
            while (!isReleased) {
              try {
                released.await();
                isReleased = true;
              } catch (InterruptedException heardNothing) {
                continue;
              }
            }
            return super.fold(lease, fold);
          }
        };
    return new ForwardingBackend(backend) {
      @Override
      public BucketStore buckets() {
        return buckets;
      }
    };
  }
}
