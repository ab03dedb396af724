package io.tallystick.spi;

import static io.tallystick.spi.SampleBuckets.HOUR;
import static io.tallystick.spi.SampleBuckets.ORDERS;
import static io.tallystick.spi.SampleBuckets.OTHER_WRITER;
import static io.tallystick.spi.SampleBuckets.TEN;
import static io.tallystick.spi.SampleBuckets.WRITER;
import static io.tallystick.spi.SampleBuckets.any;
import static io.tallystick.spi.SampleBuckets.atMinutes;
import static io.tallystick.spi.SampleBuckets.counter;
import static io.tallystick.spi.SampleBuckets.every;
import static io.tallystick.spi.SampleBuckets.minute;
import static io.tallystick.spi.SampleBuckets.owned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What buckets of a {@link BucketStore} add up to; a part of its contract. */
abstract class TotalsContract extends ListingContract {
  private static final SeriesFilter COUNTED = SeriesFilter.system(ORDERS.name());
  private static final SeriesKey DURATION = histogramSeries("duration_ms", Tags.empty());
  private static final SeriesFilter MEASURED = SeriesFilter.system(DURATION.name());

  @Test
  void bucketsOfASeriesAddUpBetweenBorders() {
    write(
        counter(minute(0), 1, CounterState.ofWhole(5)),
        counter(minute(1), 1, new CounterState(7, 0.25)),
        counter(minute(10), 1, new CounterState(0, 0.5)));

    assertThat(totals(minute(0), minute(10), minute(20)))
        .isEqualTo(
            new SampleTotals()
                .with(new StretchTotal(ORDERS, minute(0), 2, 12, 0.25, 0, 0))
                .with(new StretchTotal(ORDERS, minute(10), 1, 0, 0.5, 0, 0)));
  }

  @Test
  void aHistogramHasItsCountSumMinimumAndMaximum() {
    write(
        minute(DURATION, minute(0), 1, histogram(3, 6, 1, 3)),
        minute(DURATION, minute(3), 1, histogram(2, -20, -15, -5)),
        minute(DURATION, minute(4), 1, histogram(1, 100, 100, 100)));

    assertThat(totals(Granularity.MINUTE, MEASURED, minute(0), minute(60)))
        .isEqualTo(
            new SampleTotals().with(new StretchTotal(DURATION, minute(0), 3, 6, 86, -15, 100)));
  }

  @Test
  void bucketsOfAllWritersAddUp() {
    write(
        owned(ORDERS, WRITER, new Bucket(TEN, 4, CounterState.ofWhole(1))),
        owned(ORDERS, OTHER_WRITER, new Bucket(TEN, 9, CounterState.ofWhole(10))),
        owned(ORDERS, WriterId.FOLDED, new Bucket(TEN, 2, CounterState.ofWhole(100))));

    assertThat(totals(TEN, minute(1)))
        .isEqualTo(new SampleTotals().with(new StretchTotal(ORDERS, TEN, 3, 111, 0, 0, 0)));
  }

  @Test
  void gaugesAreLeftOut() {
    SeriesKey gauge =
        SeriesKey.system(ORDERS.name(), MetricKind.GAUGE, "service:api", Tags.empty());
    SeriesKey histogram =
        SeriesKey.system(ORDERS.name(), MetricKind.HISTOGRAM, "service:api", Tags.empty());
    write(any(gauge), any(ORDERS), minute(histogram, TEN, 1, histogram(2, 5, 1, 4)));

    assertThat(totals(TEN, minute(1)))
        .isEqualTo(
            new SampleTotals()
                .with(new StretchTotal(ORDERS, TEN, 1, 1, 0, 0, 0))
                .with(new StretchTotal(histogram, TEN, 1, 2, 5, 1, 4)));
    assertThat(totals(Granularity.MINUTE, SeriesFilter.system("pool.active"), TEN, minute(1)))
        .isEqualTo(new SampleTotals());
  }

  @Test
  void aBorderBelongsToTheStretchThatItBegins() {
    write(atMinutes(-1, 0, 9, 10, 19, 20));

    assertThat(totals(minute(0), minute(10), minute(20)))
        .isEqualTo(
            new SampleTotals().with(counted(minute(0), 2, 2)).with(counted(minute(10), 2, 2)));
    assertThat(totals(minute(0).plusMillis(1), minute(10).plusMillis(1)))
        .isEqualTo(new SampleTotals().with(counted(minute(0).plusMillis(1), 2, 2)));
  }

  @Test
  void aStretchThatHoldsNothingHasNoTotal() {
    write(atMinutes(0, 30));

    assertThat(totals(minute(0), minute(10), minute(20), minute(30), minute(40), minute(50)))
        .isEqualTo(
            new SampleTotals().with(counted(minute(0), 1, 1)).with(counted(minute(30), 1, 1)));
    assertThat(totals(minute(1), minute(30))).isEqualTo(new SampleTotals());
    assertThat(totals(minute(0), minute(0))).isEqualTo(new SampleTotals());
    assertThat(totals(Granularity.MINUTE, SeriesFilter.system("nobodys"), TEN, minute(60)))
        .isEqualTo(new SampleTotals());
  }

  @Test
  void stretchesMayBeShorterThanBuckets() {
    write(atMinutes(0, 1));
    List<Instant> borders = new ArrayList<>();
    for (int i = 0; i <= 12; i++) {
      borders.add(TEN.plusSeconds(10L * i));
    }

    assertThat(totals(borders.toArray(Instant[]::new)))
        .isEqualTo(
            new SampleTotals().with(counted(minute(0), 1, 1)).with(counted(minute(1), 1, 1)));
  }

  @Test
  void bordersMayLieAsFarApartAsTimesGo() {
    write(atMinutes(0, 59));
    Instant first = Instant.parse("0001-01-01T00:00:00Z");

    assertThat(totals(first, minute(30), Instant.parse("9999-12-31T23:59:59.999Z")))
        .isEqualTo(new SampleTotals().with(counted(first, 1, 1)).with(counted(minute(30), 1, 1)));
  }

  @ParameterizedTest
  @EnumSource(Granularity.class)
  void onlyBucketsOfTheGranularityAddUp(Granularity asked) {
    write(every(Granularity.values()));

    assertThat(totals(asked, COUNTED, TEN, HOUR.to()))
        .isEqualTo(new SampleTotals().with(counted(TEN, 1, 10)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, (1L << 32) - 1, 1L << 32, (1L << 53) + 1, Long.MAX_VALUE / 5})
  void wholeAmountsAddUpToTheLastUnit(long whole) {
    write(counters(5, CounterState.ofWhole(whole)));

    assertThat(totals(TEN, minute(5)))
        .isEqualTo(new SampleTotals().with(counted(TEN, 5, 5 * whole)));
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE / 2 + 1, Long.MAX_VALUE / 40 + 1})
  void wholeAmountsSaturateHoweverManyThereAre(long whole) {
    write(counters(40, CounterState.ofWhole(whole)));
    write(counters(DURATION, 40, histogram(whole, 1, 0, 1)));

    assertThat(totals(TEN, minute(40)))
        .isEqualTo(new SampleTotals().with(counted(TEN, 40, Long.MAX_VALUE)));
    assertThat(totals(Granularity.MINUTE, MEASURED, TEN, minute(40)))
        .isEqualTo(
            new SampleTotals().with(new StretchTotal(DURATION, TEN, 40, Long.MAX_VALUE, 40, 0, 1)));
  }

  @Test
  void fractionsStayFiniteWhereTheirSumWouldNot() {
    double most = Double.MAX_VALUE;
    write(counters(3, new CounterState(2, most)));
    write(counters(DURATION, 3, histogram(1, -most, -most, most)));

    assertThat(totals(TEN, minute(3)))
        .isEqualTo(new SampleTotals().with(new StretchTotal(ORDERS, TEN, 3, 6, most, 0, 0)));
    assertThat(totals(Granularity.MINUTE, MEASURED, TEN, minute(3)))
        .isEqualTo(
            new SampleTotals().with(new StretchTotal(DURATION, TEN, 3, 3, -most, -most, most)));
  }

  @Test
  void daysAndMonthsOfACalendarAreStretches() {
    ZoneId zone = ZoneId.of("Europe/Berlin");
    Instant start = Instant.parse("2026-02-27T23:00:00Z");
    List<OwnedBucket> hours = new ArrayList<>();
    for (int hour = 0; hour < 24 * 36; hour++) {
      hours.add(SampleBuckets.of(Granularity.HOUR, start.plus(Duration.ofHours(hour)), 1));
    }
    write(hours.toArray(OwnedBucket[]::new));
    List<Instant> days = new ArrayList<>();
    for (int day = 0; day <= 40; day++) {
      days.add(LocalDate.of(2026, 2, 26).plusDays(day).atStartOfDay(zone).toInstant());
    }
    List<Instant> months = new ArrayList<>();
    for (int month = 1; month <= 6; month++) {
      months.add(LocalDate.of(2026, month, 1).atStartOfDay(zone).toInstant());
    }

    assertAsRead(Granularity.HOUR, COUNTED, days);
    assertAsRead(Granularity.HOUR, COUNTED, months);
    assertThat(totals(Granularity.HOUR, COUNTED, days.toArray(Instant[]::new)).rows())
        .containsOnlyOnce(23L)
        .contains(24L);
  }

  @Test
  void seriesWhoseNeighboursAreNotAskedForAddUp() {
    List<OwnedBucket> all = new ArrayList<>();
    for (int i = 0; i < 1_300; i++) {
      Tags tags = Tags.of("n", "" + i, "wanted", i % 19 == 0 ? "yes" : "no");
      SeriesKey key = SeriesKey.system(ORDERS.name(), MetricKind.COUNTER, "service:api", tags);
      all.add(minute(key, minute(i % 2), 1, CounterState.ofWhole(i)));
      all.add(minute(key, minute(700 + i % 3), 1, CounterState.ofWhole(1)));
    }
    write(all.toArray(OwnedBucket[]::new));
    SeriesFilter wanted = COUNTED.with(TagChoice.of("wanted", "yes"));

    assertThat(totals(Granularity.MINUTE, wanted, TEN, minute(1), minute(800)).rows()).hasSize(104);
    assertAsRead(Granularity.MINUTE, wanted, List.of(TEN, minute(1), minute(701), minute(800)));
    assertAsRead(Granularity.MINUTE, COUNTED, List.of(TEN, minute(701), minute(800)));
  }

  @ParameterizedTest
  @EnumSource(Granularity.class)
  void anyBucketsAddUpAsTheyAreRead(Granularity granularity) {
    for (int seed = 0; seed < 4; seed++) {
      Random random = new Random(seed);
      write(randomBuckets(granularity, random));
      for (int i = 0; i < 6; i++) {
        List<Instant> borders = randomBorders(granularity, random);

        assertAsRead(granularity, COUNTED, borders);
        assertAsRead(granularity, MEASURED, borders);
      }
    }
  }

  /** A store may hide at once what it removes later. */
  @Test
  void whatIsPurgedInPartAddsUpAsItIsRead() {
    write(atMinutes(-2_000, -1_999, -1_998, 0, 1));
    janitor().foldAll();
    purge(Granularity.MINUTE, minute(0), 1);

    assertAsRead(Granularity.MINUTE, COUNTED, List.of(minute(-3_000), minute(-1_000), minute(60)));
    assertAsRead(Granularity.FIVE_MINUTES, COUNTED, List.of(minute(-3_000), minute(60)));
  }

  @Test
  void aCursorOverTotalsIsClosedAsAnyOther() {
    write(atMinutes(0, 1));
    List<Instant> borders = List.of(minute(0), minute(1), minute(2));
    StretchCursor cursor = backend.buckets().totals(Granularity.MINUTE, COUNTED, borders);
    cursor.next();
    cursor.next();
    assertThat(cursor.hasNext()).isFalse();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(cursor::next);
    cursor.close();

    assertThatNoException().isThrownBy(cursor::close);
    assertThatIllegalStateException().isThrownBy(cursor::hasNext);
    assertThatIllegalStateException().isThrownBy(cursor::next);
  }

  private OwnedBucket[] randomBuckets(Granularity granularity, Random random) {
    Map<BucketKey, OwnedBucket> all = new HashMap<>();
    for (int i = 0; i < 150; i++) {
      SeriesKey key = randomSeries(random);
      WriterId writer = new WriterId(1, random.nextInt(3));
      Bucket bucket =
          new Bucket(
              anyStart(granularity, random),
              1 + random.nextInt(9),
              key.kind() == MetricKind.COUNTER ? randomCount(random) : randomValues(random));
      OwnedBucket owned = new OwnedBucket(key, granularity, writer, bucket);
      all.put(owned.key(), owned);
    }
    return all.values().toArray(OwnedBucket[]::new);
  }

  private static SeriesKey randomSeries(Random random) {
    Tags tags = Tags.of("n", "" + random.nextInt(4));
    return random.nextBoolean()
        ? SeriesKey.system(ORDERS.name(), MetricKind.COUNTER, "service:api", tags)
        : histogramSeries(DURATION.name(), tags);
  }

  private static CounterState randomCount(Random random) {
    return new CounterState(
        random.nextLong() >>> (1 + random.nextInt(60)), random.nextInt(3) * random.nextDouble());
  }

  private static HistogramState randomValues(Random random) {
    double least = random.nextGaussian();
    return histogram(
        1 + random.nextInt(9), random.nextGaussian(), least, least + random.nextInt(3));
  }

  /** Midnights in the store's zone, and one now and then of another. */
  private Instant anyStart(Granularity granularity, Random random) {
    if (granularity.isAlignedToUtc()) {
      return granularity.bucketStart(TEN.plus(granularity.width().multipliedBy(offset(random))));
    }
    ZoneId zone =
        random.nextInt(9) == 0 ? ZoneId.of("Asia/Tokyo") : backend.buckets().identity().zone();
    return LocalDate.of(2026, 3, 20).plusDays(offset(random)).atStartOfDay(zone).toInstant();
  }

  private static int offset(Random random) {
    return random.nextInt(40) - 20;
  }

  private static List<Instant> randomBorders(Granularity granularity, Random random) {
    TreeSet<Instant> borders = new TreeSet<>();
    long half = granularity.width().toMillis() / 2;
    Instant at = TEN.minusMillis(half * (random.nextInt(80) - 20));
    boolean isEven = random.nextBoolean();
    long even = half * (1 + random.nextInt(9)) + random.nextInt(2);
    for (int i = 0; i < 20; i++) {
      borders.add(at);
      at = at.plusMillis(isEven ? even : half * random.nextInt(9));
    }
    borders.add(at);
    return new ArrayList<>(borders);
  }

  private void assertAsRead(Granularity granularity, SeriesFilter filter, List<Instant> borders) {
    assertThat(totals(granularity, filter, borders.toArray(Instant[]::new)))
        .as("%s between %s", granularity, borders)
        .isEqualTo(asRead(granularity, filter, borders));
  }

  /** What the method does where a store cannot add up by itself. */
  private SampleTotals asRead(Granularity granularity, SeriesFilter filter, List<Instant> borders) {
    TimeRange all = new TimeRange(borders.get(0), borders.get(borders.size() - 1));
    BucketCursor rows = backend.buckets().read(new BucketQuery(granularity, all, filter));
    return SampleTotals.of(new RowTotals(rows, borders));
  }

  private SampleTotals totals(Instant... borders) {
    return totals(Granularity.MINUTE, COUNTED, borders);
  }

  private SampleTotals totals(Granularity granularity, SeriesFilter filter, Instant... borders) {
    return SampleTotals.of(backend.buckets().totals(granularity, filter, List.of(borders)));
  }

  private static StretchTotal counted(Instant from, long rows, long count) {
    return new StretchTotal(ORDERS, from, rows, count, 0, 0, 0);
  }

  private static OwnedBucket[] counters(int count, BucketState state) {
    return counters(ORDERS, count, state);
  }

  private static OwnedBucket[] counters(SeriesKey key, int count, BucketState state) {
    return IntStream.range(0, count)
        .mapToObj(i -> minute(key, minute(i), 1, state))
        .toArray(OwnedBucket[]::new);
  }

  private static SeriesKey histogramSeries(String name, Tags tags) {
    return SeriesKey.system(name, MetricKind.HISTOGRAM, "service:api", tags);
  }

  private static HistogramState histogram(long count, double sum, double min, double max) {
    Percentiles percentiles = new Percentiles(min, max, max);
    return new HistogramState(
        count, sum, min, max, percentiles, SketchBytes.copyOf(new byte[] {1, 2}));
  }
}
