package io.tallystick.spi;

import static io.tallystick.spi.SampleBuckets.HOUR;
import static io.tallystick.spi.SampleBuckets.ORDERS;
import static io.tallystick.spi.SampleBuckets.OTHER_WRITER;
import static io.tallystick.spi.SampleBuckets.TEN;
import static io.tallystick.spi.SampleBuckets.any;
import static io.tallystick.spi.SampleBuckets.counter;
import static io.tallystick.spi.SampleBuckets.minute;
import static io.tallystick.spi.SampleBuckets.moved;
import static io.tallystick.spi.SampleBuckets.owned;
import static io.tallystick.spi.SampleBuckets.version;
import static io.tallystick.spi.SampleBuckets.withValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link BucketStore} does, ours and anyone's: extend it and say how to open a backend.
 *
 * <pre>{@code
 * class SqliteBucketStoreTest extends BucketStoreContract {
 *   @Override
 *   protected StorageBackend openEmpty() {
 *     return SqliteStore.open(directory.resolve("metrics.db"));
 *   }
 * }
 * }</pre>
 */
public abstract class BucketStoreContract extends FindingContract {
  @Test
  void aNewStoreIsEmpty() {
    assertThat(read(minutes())).isEmpty();
  }

  @Test
  void theDoorIsAlwaysTheSame() {
    assertThat(backend.buckets()).isSameAs(backend.buckets());
  }

  @Test
  void aStoreStaysTheOneThatItIs() {
    StoreIdentity identity = backend.buckets().identity();
    write(version(1));
    backend.prepare();

    assertThat(backend.buckets().identity()).isEqualTo(identity);
  }

  @Test
  void aWriteTellsWhichStoreTookItAndThatNothingWasRefused() {
    assertThat(backend.buckets().write(Batch.of(version(1))))
        .isEqualTo(WriteOutcome.allKept(backend.buckets().identity().id()));
    assertThat(backend.buckets().write(Batch.of()))
        .isEqualTo(WriteOutcome.allKept(backend.buckets().identity().id()));
  }

  @Test
  void itsSizeIsNotNegativeWhereItIsKnown() {
    write(version(1));

    assertThat(backend.buckets().sizeBytes().orElse(0)).isNotNegative();
  }

  @Test
  void anEmptyBatchChangesNothing() {
    write();

    assertThat(read(minutes())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, (1L << 53) + 1, Long.MAX_VALUE})
  void aWholeAmountComesBackToTheLastUnit(long whole) {
    OwnedBucket written = counter(TEN, 1, CounterState.ofWhole(whole));
    write(written);

    assertThat(read(minutes())).containsExactly(written);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, Double.MIN_VALUE, Double.MAX_VALUE})
  void aFractionalAmountComesBackToTheLastBit(double fractional) {
    OwnedBucket written = counter(TEN, 1, new CounterState(7, fractional));
    write(written);

    assertThat(read(minutes())).containsExactly(written);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1.5, 0.1, -Double.MAX_VALUE, Double.MAX_VALUE, Double.MIN_VALUE})
  void aGaugeComesBackToTheLastBit(double value) {
    SeriesKey series =
        SeriesKey.system("pool.active", MetricKind.GAUGE, "service:api", Tags.empty());
    GaugeState state =
        new GaugeState(
            value, TEN.plusMillis(59_999), Math.min(value, -2), Math.max(value, 3), value, 59_999);
    OwnedBucket written = minute(series, TEN, 3, state);
    write(written);

    assertThat(read(minutes("pool.active"))).containsExactly(written);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 70_000})
  void aHistogramComesBackWithEveryByteOfItsSketch(int size) {
    byte[] sketch = new byte[size];
    new Random(size).nextBytes(sketch);
    SeriesKey series =
        SeriesKey.system("a.size_bytes", MetricKind.HISTOGRAM, "service:api", Tags.empty());
    HistogramState state =
        new HistogramState(
            Long.MAX_VALUE,
            -0.1,
            -7,
            1e300,
            new Percentiles(-0.1, 1, 1e299),
            SketchBytes.copyOf(sketch));
    OwnedBucket written = minute(series, TEN, Long.MAX_VALUE, state);
    write(written);

    assertThat(read(minutes("a.size_bytes"))).containsExactly(written);
  }

  @Test
  void aNewerVersionTakesThePlaceOfAnOlder() {
    write(version(1));
    write(version(2));

    assertThat(read(minutes())).containsExactly(version(2));
  }

  @Test
  void anOlderVersionThatComesLateChangesNothing() {
    write(version(2));
    write(version(1));

    assertThat(read(minutes())).containsExactly(version(2));
  }

  @Test
  void theSameBucketWrittenAgainChangesNothing() {
    write(version(2));
    write(version(2));

    assertThat(read(minutes())).containsExactly(version(2));
  }

  @Test
  void theHighestVersionWinsInWhicheverOrderTheyArrive() {
    List<OwnedBucket> versions =
        new ArrayList<>(LongStream.rangeClosed(1, 8).mapToObj(SampleBuckets::version).toList());
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(versions, new Random(seed));
      Instant start = minute(seed);
      versions.forEach(version -> write(moved(version, start)));

      assertThat(read(minutesWithin(start, minute(seed + 1))))
          .as("seed %d", seed)
          .containsExactly(moved(version(8), start));
    }
  }

  @Test
  void theHighestVersionOfAllIsTheLargestNumber() {
    write(version(Long.MAX_VALUE / 10));
    OwnedBucket last = counter(TEN, Long.MAX_VALUE, CounterState.ofWhole(1));
    write(last);
    write(version(1));

    assertThat(read(minutes())).containsExactly(last);
  }

  @Test
  void anOlderVersionInABatchDoesNotHoldTheOthersBack() {
    write(version(2));
    OwnedBucket next = counter(minute(1), 1, CounterState.ofWhole(5));
    write(version(1), next);

    assertThat(read(minutes())).containsExactly(version(2), next);
  }

  @Test
  void twoWritersOfASeriesAreKeptApart() {
    OwnedBucket mine = version(5);
    OwnedBucket theirs = owned(ORDERS, OTHER_WRITER, new Bucket(TEN, 1, CounterState.ofWhole(9)));
    OwnedBucket folded =
        owned(ORDERS, WriterId.FOLDED, new Bucket(TEN, 3, CounterState.ofWhole(100)));
    write(mine, theirs);
    write(folded);

    assertThat(read(minutes())).containsExactlyInAnyOrder(mine, theirs, folded);
  }

  @Test
  void theLargestBatchIsTakenWhole() {
    OwnedBucket[] most =
        IntStream.range(0, Batch.MAX_BUCKETS)
            .mapToObj(i -> any(withValue(String.valueOf(i))))
            .toArray(OwnedBucket[]::new);
    write(most);

    assertThat(read(minutes())).containsExactlyInAnyOrder(most);
  }

  @Test
  void threadsThatWriteAtOnceLeaveTheHighestVersion() throws Exception {
    AtOnce.run(
        thread -> {
          for (long version = 1 + thread; version <= 200; version += AtOnce.THREADS) {
            write(version(version));
          }
        });

    assertThat(read(minutes())).containsExactly(version(200));
  }

  @Test
  void threadsThatWriteAtOnceLoseNothing() throws Exception {
    AtOnce.run(
        thread -> {
          for (int batch = 0; batch < 200; batch++) {
            String name = thread + " " + batch;
            write(any(withValue(name)), any(withValue(name + "x")), any(withValue(name + "y")));
          }
        });

    assertThat(read(minutes())).hasSize(AtOnce.THREADS * 200 * 3).doesNotHaveDuplicates();
  }

  @Test
  void aClosedStoreRefusesForGood() {
    BucketStore store = backend.buckets();
    Lease lease = lease();
    backend.close();

    refusesForGood(() -> store.write(Batch.of(version(1))));
    refusesForGood(() -> store.write(Batch.of()));
    refusesForGood(() -> store.read(minutes()));
    refusesForGood(() -> store.readAll(Granularity.MINUTE, HOUR));
    refusesForGood(() -> store.marks(Granularity.HOUR, HOUR, 1));
    refusesForGood(() -> store.fold(lease, new Fold(Granularity.HOUR, TEN, List.of(), List.of())));
    refusesForGood(() -> store.purge(lease, Granularity.MINUTE, TEN, 1));
    refusesForGood(() -> store.horizon(Granularity.MINUTE));
    refusesForGood(() -> store.span(Granularity.MINUTE));
    refusesForGood(() -> store.removeSeries(lease, TEN, 1));
    refusesForGood(() -> store.writers(TEN, 1));
  }

  @Test
  void aBackendIsClosedTwiceWithoutHarm() {
    backend.close();

    assertThatNoException().isThrownBy(backend::close);
  }
}
