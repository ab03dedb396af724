package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.core.collect.Readings;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.record.LogLines;
import io.tallystick.core.testing.ForwardingBuckets;
import io.tallystick.core.testing.MetricsAssert;
import io.tallystick.core.testing.TestRuntime;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.WriterActivity;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a runtime sees of its store. */
class StoreWatchTest {
  private static final long SIZE = 5_000_000;
  private static final long PER_HOUR = 1_000;

  private final TestClock clock = new TestClock();
  private final InMemoryBackend backend =
      InMemoryBackend.with(clock.wall(), ZoneOffset.UTC, InMemoryBackend.STANDARD_BUCKETS);
  private final ScriptedSize store = new ScriptedSize();
  private final MetricsRuntime counted = TestRuntime.create();

  @AfterEach
  void close() {
    counted.close();
  }

  /** A store whose size is as the test says, and that may be away. */
  private final class ScriptedSize extends ForwardingBuckets {
    private OptionalLong size = OptionalLong.of(SIZE);
    private boolean isAway;
    private int asked;
    private int read;

    ScriptedSize() {
      super(backend.buckets());
    }

    @Override
    public OptionalLong sizeBytes() {
      asked++;
      if (isAway) {
        throw StorageException.temporary("The server\n is away.", null);
      }
      return size;
    }

    @Override
    public BucketCursor read(BucketQuery query) {
      read++;
      return super.read(query);
    }
  }

  private StoreWatch watch(OptionalLong most) {
    return new StoreWatch(store, most, clock);
  }

  private void look(StoreWatch watch) {
    watch.look();
    watch.tell(new Told());
  }

  /** Records what is said at once. */
  private final class Told implements Readings {
    @Override
    public void gauge(String name, double value, Tags tags) {
      counted.metrics().gauge(name, value, tags);
    }

    @Override
    public void total(String name, long total, Tags tags) {
      throw new AssertionError(name);
    }

    @Override
    public void count(String name, long amount, Tags tags) {
      throw new AssertionError(name);
    }

    @Override
    public void duration(String name, long nanos, Tags tags) {
      throw new AssertionError(name);
    }
  }

  private Instant now() {
    return clock.wall().instant();
  }

  private void write(WriterId writer, String source) {
    SeriesKey series = SeriesKey.system("orders.count", MetricKind.COUNTER, source, Tags.empty());
    Bucket bucket = new Bucket(minute(now()), 1, CounterState.ofWhole(1));
    backend.buckets().write(Batch.of(new OwnedBucket(series, Granularity.MINUTE, writer, bucket)));
  }

  private static Instant minute(Instant time) {
    return Granularity.MINUTE.bucketStart(time);
  }

  /** A size for each of the last hours, in the buckets that there are by then. */
  private void measured(int hours) {
    OwnedBucket[] sizes =
        IntStream.rangeClosed(0, hours)
            .mapToObj(
                back ->
                    size(
                        back > 2
                            ? Granularity.HOUR
                            : back > 0 ? Granularity.FIVE_MINUTES : Granularity.MINUTE,
                        now().minus(Duration.ofHours(back)),
                        SIZE - back * PER_HOUR))
            .toArray(OwnedBucket[]::new);
    backend.buckets().write(Batch.of(sizes));
  }

  private static OwnedBucket size(Granularity granularity, Instant at, double bytes) {
    SeriesKey series =
        SeriesKey.system("tallystick.store.size_bytes", MetricKind.GAUGE, "api", Tags.empty());
    Bucket bucket =
        new Bucket(
            granularity.bucketStart(at), 1, new GaugeState(bytes, at, bytes, bytes, bytes, 1));
    return new OwnedBucket(series, granularity, new WriterId(7, 7), bucket);
  }

  @Test
  void beforeItLookedNothingIsKnown() {
    StoreStatus status = watch(OptionalLong.of(9)).status();

    assertThat(status).isEqualTo(StoreStatus.unknown(OptionalLong.of(9)));
    assertThat(status.checkedAt()).isNull();
  }

  @Test
  void itSeesTheSizeTheWritersAndWhatIsThere() {
    StoreWatch watch = watch(OptionalLong.empty());
    write(new WriterId(1, 1), "service:api");
    clock.pass(Duration.ofSeconds(1));
    write(new WriterId(2, 2), "service:worker");
    look(watch);
    StoreStatus status = watch.status();

    assertThat(status.sizeBytes()).hasValue(SIZE);
    assertThat(status.mostBytes()).isEmpty();
    assertThat(status.checkedAt()).isEqualTo(now());
    assertThat(status.lastFailure()).isNull();
    assertThat(status.writers())
        .containsExactly(
            new WriterActivity(new WriterId(2, 2), "service:worker", now()),
            new WriterActivity(new WriterId(1, 1), "service:api", now().minusSeconds(1)));
    assertThat(status.spans()).containsOnlyKeys(Granularity.MINUTE);
    MetricsAssert.assertThat(counted)
        .gauge("tallystick.store.writers.active")
        .isEqualTo((double) (2));
  }

  @Test
  void whoWroteTenMinutesAgoIsActiveNoMoreAndAfterADayForgotten() {
    StoreWatch watch = watch(OptionalLong.empty());
    write(new WriterId(1, 1), "service:api");
    clock.pass(StoreWatch.ACTIVE);
    look(watch);
    MetricsAssert.assertThat(counted)
        .gauge("tallystick.store.writers.active")
        .isEqualTo((double) (1));
    clock.pass(StoreWatch.PAUSE);
    look(watch);

    MetricsAssert.assertThat(counted)
        .gauge("tallystick.store.writers.active")
        .isEqualTo((double) (0));
    assertThat(watch.status().writers()).hasSize(1);
    clock.pass(Duration.ofHours(24));
    look(watch);
    assertThat(watch.status().writers()).isEmpty();
  }

  @Test
  void aLookThatHangsIsSaidByTheNextOne() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch freed = new CountDownLatch(1);
    ForwardingBuckets stuck =
        new ForwardingBuckets(backend.buckets()) {
          @Override
          public OptionalLong sizeBytes() {
            hanging.countDown();
            try {
              freed.await();
            } catch (InterruptedException stopped) {
              Thread.currentThread().interrupt();
            }
            return super.sizeBytes();
          }
        };
    StoreWatch watch = new StoreWatch(stuck, OptionalLong.empty(), clock);
    Thread first = new Thread(watch::look);
    first.start();
    hanging.await();

    assertThatIllegalStateException()
        .isThrownBy(watch::look)
        .withMessageContaining("has not come back");
    freed.countDown();
    first.join();
    watch.look();
  }

  @Test
  void noMoreThanAThousandWritersAreKept() {
    for (int i = 1; i <= StoreWatch.MOST_WRITERS + 10; i++) {
      write(new WriterId(0, i), "service:api");
    }
    StoreWatch watch = watch(OptionalLong.empty());
    look(watch);

    assertThat(watch.status().writers()).hasSize(StoreWatch.MOST_WRITERS);
  }

  @Test
  void theForecastGoesOnAsTheHistoryDid() {
    measured(24);
    StoreWatch watch = watch(OptionalLong.of(SIZE + 48 * PER_HOUR));
    look(watch);
    StoreStatus status = watch.status();

    assertThat(status.growthBytesPerDay()).hasValue(24 * PER_HOUR);
    assertThat(status.forecastBytes()).hasValue(SIZE + 30 * 24 * PER_HOUR);
    assertThat(status.fullAt()).isEqualTo(now().plus(Duration.ofDays(2)));
    MetricsAssert.assertThat(counted)
        .gauge("tallystick.store.forecast_bytes")
        .isEqualTo((double) (SIZE + 30 * 24 * PER_HOUR));
  }

  @Test
  void withFiveHoursOfHistoryNothingIsForetold() {
    measured(5);
    StoreWatch watch = watch(OptionalLong.of(2 * SIZE));
    look(watch);

    assertThat(watch.status().sizeBytes()).hasValue(SIZE);
    assertThat(watch.status().growthBytesPerDay()).isEmpty();
    assertThat(watch.status().forecastBytes()).isEmpty();
    assertThat(watch.status().fullAt()).isNull();
    MetricsAssert.assertThat(counted).hasNoSeries("tallystick.store.forecast_bytes");
  }

  @Test
  void whatIsFullIsFullNowWhateverItsHistory() {
    StoreWatch watch = watch(OptionalLong.of(SIZE));
    look(watch);

    assertThat(watch.status().fullAt()).isEqualTo(now());
  }

  @Test
  void aStoreThatDoesNotKnowItsSizeForetellsNothing() {
    measured(24);
    store.size = OptionalLong.empty();
    StoreWatch watch = watch(OptionalLong.of(SIZE));
    look(watch);

    assertThat(watch.status().sizeBytes()).isEmpty();
    assertThat(watch.status().forecastBytes()).isEmpty();
    assertThat(watch.status().fullAt()).isNull();
  }

  @Test
  void itLooksOnceAMinuteAndReadsTheHistoryOnceInTen() {
    StoreWatch watch = watch(OptionalLong.empty());
    for (int second = 0; second < 1_200; second += 30) {
      look(watch);
      clock.pass(Duration.ofSeconds(30));
    }

    assertThat(store.asked).isEqualTo(20);
    assertThat(store.read).isEqualTo(2 * 3);
  }

  @Test
  void whatTheStoreThrowsIsKeptAndWhatWasSeenBeforeToo() {
    LogLines.take("io.tallystick.core.StoreWatch");
    StoreWatch watch = watch(OptionalLong.empty());
    look(watch);
    Instant seen = now();
    store.isAway = true;
    for (int minute = 0; minute < 5; minute++) {
      clock.pass(StoreWatch.PAUSE);
      look(watch);
    }

    assertThat(watch.status().lastFailure()).contains("The server is away.");
    assertThat(watch.status().checkedAt()).isEqualTo(seen);
    assertThat(watch.status().sizeBytes()).hasValue(SIZE);
    assertThat(LogLines.take("io.tallystick.core.StoreWatch")).hasSize(1);
    store.isAway = false;
    clock.pass(StoreWatch.PAUSE);
    look(watch);
    assertThat(watch.status().lastFailure()).isNull();
    assertThat(watch.status().checkedAt()).isEqualTo(now());
  }

  @Test
  void aHistoryThatCouldNotBeReadIsReadWithTheNextLook() {
    measured(24);
    store.isAway = true;
    StoreWatch watch = watch(OptionalLong.empty());
    look(watch);
    store.isAway = false;
    clock.pass(StoreWatch.PAUSE);
    look(watch);

    assertThat(watch.status().growthBytesPerDay()).hasValue(24 * PER_HOUR);
    assertThat(List.copyOf(watch.status().spans().keySet())).contains(Granularity.HOUR);
  }
}
