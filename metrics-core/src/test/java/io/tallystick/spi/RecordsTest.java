package io.tallystick.spi;

import static io.tallystick.spi.SampleBuckets.ORDERS;
import static io.tallystick.spi.SampleBuckets.TEN;
import static io.tallystick.spi.SampleBuckets.WRITER;
import static io.tallystick.spi.SampleBuckets.any;
import static io.tallystick.spi.SampleBuckets.version;
import static io.tallystick.spi.SampleBuckets.withValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsTest {
  private static final SketchBytes SKETCH = SketchBytes.copyOf(new byte[] {1});
  private static final Percentiles PERCENTILES = new Percentiles(1, 2, 3);

  @ParameterizedTest
  @CsvSource({
    "MINUTE, 2026-03-01T10:07:30.5Z, 2026-03-01T10:07:00Z",
    "MINUTE, 2026-03-01T10:07:00Z, 2026-03-01T10:07:00Z",
    "MINUTE, 1969-12-31T23:59:59.999Z, 1969-12-31T23:59:00Z",
    "FIVE_MINUTES, 2026-03-01T10:09:59.999Z, 2026-03-01T10:05:00Z",
    "FIVE_MINUTES, 1969-12-31T23:59:59Z, 1969-12-31T23:55:00Z",
    "HOUR, 2026-03-01T10:59:59Z, 2026-03-01T10:00:00Z",
  })
  void aBucketStartsAtAMultipleOfItsWidth(Granularity granularity, Instant at, Instant start) {
    assertThat(granularity.bucketStart(at)).isEqualTo(start);
  }

  @Test
  void aDayHasNoStartWithoutTheStore() {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> Granularity.DAY.bucketStart(TEN));
  }

  @ParameterizedTest
  @EnumSource(Granularity.class)
  void aGranularityIsFoundByItsId(Granularity granularity) {
    assertThat(Granularity.byId(granularity.id())).containsSame(granularity);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1M", "1 m", "m", "2m", "１m", "MINUTE"})
  void noOtherIdIsAGranularity(String id) {
    assertThat(Granularity.byId(id)).isEmpty();
  }

  @Test
  void granularitiesAreDeclaredFromFineToCoarse() {
    assertThat(Granularity.values()).extracting(Granularity::width).isSorted();
  }

  @Test
  void theIdOfATypeDoesNotDependOnTheLocale() {
    assertThat(SeriesType.values()).extracting(SeriesType::id).containsExactly("system", "user");
  }

  @Test
  void aWriterIdIsReadBackFromItsText() {
    WriterId id = WriterId.random();

    assertThat(WriterId.parse(id.toString())).isEqualTo(id);
    assertThat(new WriterId(-1, 10)).hasToString("ffffffffffffffff000000000000000a");
    assertThat(WriterId.parse("8000000000000000ffffffffffffffff"))
        .isEqualTo(new WriterId(Long.MIN_VALUE, -1));
  }

  @Test
  void randomWriterIdsDiffer() {
    assertThat(IntStream.range(0, 1_000).mapToObj(i -> WriterId.random()))
        .doesNotHaveDuplicates()
        .doesNotContain(WriterId.FOLDED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "8000000000000000FFFFFFFFFFFFFFFF",
        "8000000000000000ffffffffffffffff0",
        "８000000000000000ffffffffffffffff",
        "-000000000000000ffffffffffffffff",
        "                                "
      })
  void aTextThatIsNoWriterIdIsRefused(String text) {
    refused("A writer id has", () -> WriterId.parse(text));
  }

  @Test
  void writerIdsAreInTheOrderOfTheirTexts() {
    List<WriterId> ids =
        new ArrayList<>(
            List.of(
                new WriterId(-1, 0),
                new WriterId(1, -1),
                new WriterId(1, 1),
                WriterId.FOLDED,
                new WriterId(Long.MIN_VALUE, 5)));
    Collections.sort(ids);

    assertThat(ids).extracting(WriterId::toString).isSorted();
  }

  @Test
  void aSystemSeriesHasNoTenantAndAUserSeriesHasOne() {
    refused("a tenant is given", () -> key(SeriesType.SYSTEM, "t"));
    refused("a tenant is missing", () -> key(SeriesType.USER, null));
    refused("The tenant is blank", () -> key(SeriesType.USER, " "));
    assertThat(key(SeriesType.USER, "t").tenant()).isEqualTo("t");
    assertThat(key(SeriesType.SYSTEM, null).tenant()).isNull();
  }

  @Test
  void aSeriesHasANameAndASource() {
    refused(
        "The name is blank",
        () -> SeriesKey.system("", MetricKind.COUNTER, "service:api", Tags.empty()));
    refused(
        "The source is blank",
        () -> SeriesKey.system("a.count", MetricKind.COUNTER, "\t", Tags.empty()));
  }

  @Test
  void aCounterIsNeverNegativeAndAlwaysFinite() {
    refused("sum of whole amounts is -1", () -> new CounterState(-1, 0));
    refused("sum of fractional amounts is -0.5", () -> new CounterState(0, -0.5));
    refused("is NaN", () -> new CounterState(0, Double.NaN));
    refused("is Infinity", () -> new CounterState(0, Double.POSITIVE_INFINITY));
    assertThat(new CounterState(41, 0.5).sum()).isEqualTo(41.5);
  }

  @Test
  void aGaugeIsFiniteAndItsLastValueIsBetweenTheLeastAndTheGreatest() {
    refused("last value is NaN", () -> gauge(Double.NaN, 0, 1, 0, 0));
    refused("min is -Infinity", () -> gauge(0, Double.NEGATIVE_INFINITY, 1, 0, 0));
    refused("max is NaN", () -> gauge(0, 0, Double.NaN, 0, 0));
    refused("weighted sum is Infinity", () -> gauge(0, 0, 0, Double.POSITIVE_INFINITY, 0));
    refused("min, last and max, 1.0 comes before 0.0", () -> gauge(0, 1, 2, 0, 0));
    refused("min, last and max, 3.0 comes before 2.0", () -> gauge(3, 1, 2, 0, 0));
    refused("observed time in ms is -1", () -> gauge(0, 0, 0, 0, -1));
    refused("whole milliseconds", () -> new GaugeState(0, TEN.plusNanos(1), 0, 0, 0, 0));
  }

  @Test
  void theMeanOfAGaugeIsWeightedByTime() {
    assertThat(gauge(6, 3, 6, 240_000, 60_000).mean()).isEqualTo(4);
    assertThat(gauge(6, 3, 6, 0, 0).mean()).isEqualTo(6);
  }

  @Test
  void aHistogramHasValuesAndItsNumbersRise() {
    refused("count of values is 0", () -> new HistogramState(0, 0, 0, 9, PERCENTILES, SKETCH));
    refused("sum is NaN", () -> new HistogramState(1, Double.NaN, 0, 9, PERCENTILES, SKETCH));
    refused("1.5 comes before 1.0", () -> new HistogramState(1, 1, 1.5, 9, PERCENTILES, SKETCH));
    refused("3.0 comes before 2.5", () -> new HistogramState(1, 1, 0, 2.5, PERCENTILES, SKETCH));
    refused("2.0 comes before 1.0", () -> new Percentiles(2, 1, 3));
    refused("p99 is Infinity", () -> new Percentiles(1, 2, Double.POSITIVE_INFINITY));
    assertThat(new HistogramState(4, 10, 1, 3, PERCENTILES, SKETCH).mean()).isEqualTo(2.5);
  }

  @Test
  void theBytesOfASketchCannotBeChangedFromOutside() {
    byte[] bytes = {1, 2};
    SketchBytes sketch = SketchBytes.copyOf(bytes);
    bytes[0] = 9;
    sketch.toArray()[1] = 9;

    assertThat(sketch.toArray()).containsExactly(1, 2);
    assertThat(sketch)
        .isEqualTo(SketchBytes.copyOf(new byte[] {1, 2}))
        .hasToString("sketch of 2 bytes");
    assertThat(sketch).hasSameHashCodeAs(SketchBytes.copyOf(new byte[] {1, 2}));
    assertThat(sketch).isNotEqualTo(SketchBytes.copyOf(new byte[] {9, 2}));
    assertThat(sketch.size()).isEqualTo(2);
  }

  @Test
  void aBucketHasAVersionAndAStartThatEveryStoreCanKeep() {
    refused("version of a bucket is 0", () -> version(0));
    refused("whole milliseconds", () -> bucket(TEN.plusNanos(999_999)));
    refused("within the years 1 to 9999", () -> bucket(Instant.MIN));
    refused("within the years 1 to 9999", () -> bucket(Instant.MAX));
  }

  @Test
  void aBucketIsOfItsSeriesKindAndStartsWhereItsGranularityDoes() {
    refused(
        "is a COUNTER and its bucket holds the state of a GAUGE",
        () -> owned(Granularity.MINUTE, new Bucket(TEN, 1, gauge(0, 0, 0, 0, 0))));
    refused(
        "A bucket of 1h starts at 2026-03-01T10:01:00Z: the nearest start before it is"
            + " 2026-03-01T10:00:00Z.",
        () -> owned(Granularity.HOUR, bucket(TEN.plusSeconds(60))));
    refused("A bucket of 1m starts at", () -> owned(Granularity.MINUTE, bucket(TEN.plusMillis(1))));
  }

  @Test
  void aBatchHasNoKeyTwiceAndABound() {
    refused("A batch has two buckets of orders.count", () -> Batch.of(version(1), version(2)));
    refused(
        "A batch has 5001 buckets: write at most 5000 at once.",
        () ->
            new Batch(
                IntStream.rangeClosed(0, Batch.MAX_BUCKETS)
                    .mapToObj(i -> any(withValue(String.valueOf(i))))
                    .toList()));
    assertThatNullPointerException().isThrownBy(() -> Batch.of((OwnedBucket) null));
  }

  @Test
  void aRangeIsHalfOpen() {
    TimeRange range = new TimeRange(TEN, TEN.plus(Duration.ofMinutes(1)));

    assertThat(range.contains(TEN)).isTrue();
    assertThat(range.contains(TEN.plusMillis(59_999))).isTrue();
    assertThat(range.contains(range.to())).isFalse();
    assertThat(range.contains(TEN.minusMillis(1))).isFalse();
    assertThat(range.isEmpty()).isFalse();
    assertThat(new TimeRange(TEN, TEN).isEmpty()).isTrue();
    refused("must not end before it starts", () -> new TimeRange(TEN, TEN.minusMillis(1)));
  }

  @Test
  void aQueryAsksForWhatItNames() {
    TimeRange minute = new TimeRange(TEN, TEN.plusSeconds(60));
    BucketQuery query = BucketQuery.system(Granularity.MINUTE, minute, ORDERS.name());

    assertThat(query.asksFor(version(1))).isTrue();
    assertThat(query.withTags(Tags.of("status", "new")).asksFor(version(1))).isFalse();
    assertThat(query.asksFor(SampleBuckets.moved(version(1), minute.to()))).isFalse();
    assertThat(BucketQuery.system(Granularity.HOUR, minute, ORDERS.name()).asksFor(version(1)))
        .isFalse();
    refused("names a tenant", () -> query.withTenant("t"));
    refused("The name is blank", () -> BucketQuery.system(Granularity.MINUTE, minute, " "));
  }

  @Test
  void aPointStandsForAShareOfItsSamples() {
    assertThat(new Point(ORDERS, TEN, 1)).isEqualTo(new Point(ORDERS, TEN, 1, 1));
    assertThat(new Point(ORDERS, TEN, 1, 0.1).share()).isEqualTo(0.1);
    for (double share : new double[] {0, -0.1, 1.01, Double.NaN}) {
      refused("The share of a point is " + share, () -> new Point(ORDERS, TEN, 1, share));
    }
  }

  @Test
  void aStorageExceptionSaysWhetherARetryCanHelp() {
    RuntimeException cause = new IllegalStateException("disk");

    assertThat(StorageException.temporary("Busy.", cause).canRetry()).isTrue();
    assertThat(StorageException.permanent("Closed.", null).canRetry()).isFalse();
    assertThat(StorageException.temporary("Busy.", cause)).hasMessage("Busy.").hasCause(cause);
  }

  @Test
  void nobodyWritesAsWriterZero() {
    refused("writer is 0", () -> new WriterActivity(WriterId.FOLDED, "service:api", TEN));
  }

  private static SeriesKey key(SeriesType type, String tenant) {
    return new SeriesKey("a.count", MetricKind.COUNTER, type, "service:api", tenant, Tags.empty());
  }

  private static GaugeState gauge(
      double last, double min, double max, double weightedSum, long observedMillis) {
    return new GaugeState(last, TEN, min, max, weightedSum, observedMillis);
  }

  private static Bucket bucket(Instant start) {
    return new Bucket(start, 1, CounterState.ofWhole(1));
  }

  private static OwnedBucket owned(Granularity granularity, Bucket bucket) {
    return new OwnedBucket(ORDERS, granularity, WRITER, bucket);
  }

  static void refused(String part, ThrowingCallable call) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(part);
  }
}
