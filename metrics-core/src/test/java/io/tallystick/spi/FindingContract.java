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
import static io.tallystick.spi.SampleBuckets.user;
import static io.tallystick.spi.SampleBuckets.withValue;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in a {@link BucketStore}, and in which order; a part of its contract. */
abstract class FindingContract extends TotalsContract {
  @ParameterizedTest
  @EnumSource(Granularity.class)
  void granularitiesAreKeptApart(Granularity asked) {
    write(every(Granularity.values()));

    assertThat(read(BucketQuery.system(asked, HOUR, ORDERS.name())))
        .extracting(OwnedBucket::granularity)
        .containsExactly(asked);
  }

  @Test
  void aDayMayStartAtMidnightOfAnyZone() {
    Instant midnightAtChatham = Instant.parse("2026-03-01T10:15:00Z");
    OwnedBucket day =
        new OwnedBucket(
            ORDERS,
            Granularity.DAY,
            WRITER,
            new Bucket(midnightAtChatham, 1, CounterState.ofWhole(1)));
    write(day);

    assertThat(read(BucketQuery.system(Granularity.DAY, HOUR, ORDERS.name()))).containsExactly(day);
  }

  @Test
  void aRangeHoldsItsStartAndNotItsEnd() {
    write(atMinutes(-1, 0, 1, 59, 60));

    assertThat(read(minutes()))
        .extracting(owned -> owned.bucket().start())
        .containsExactly(minute(0), minute(1), minute(59));
  }

  @Test
  void rangesThatMeetGiveEachBucketOnce() {
    write(atMinutes(0, 1, 2));

    assertThat(read(minutesWithin(minute(0), minute(1)))).hasSize(1);
    assertThat(read(minutesWithin(minute(1), minute(3)))).hasSize(2);
  }

  @Test
  void anEmptyRangeGivesNothing() {
    write(atMinutes(0));

    assertThat(read(minutesWithin(minute(0), minute(0)))).isEmpty();
  }

  @Test
  void aRangeMayBeAsWideAsTimesGo() {
    write(atMinutes(0));

    assertThat(
            read(
                minutesWithin(
                    Instant.parse("0001-01-01T00:00:00Z"),
                    Instant.parse("9999-12-31T23:59:59.999Z"))))
        .hasSize(1);
  }

  @Test
  void bucketsBefore1970AreFound() {
    Instant start = Instant.parse("1969-12-31T23:59:00Z");
    write(counter(start, 1, CounterState.ofWhole(1)));

    assertThat(read(minutesWithin(start, Instant.EPOCH))).hasSize(1);
  }

  @Test
  void bucketsComeInTheOrderOfTheirStarts() {
    write(atMinutes(30, 2, 45));
    write(atMinutes(31, 0, 59));

    assertThat(read(minutes()))
        .extracting(owned -> owned.bucket().start())
        .containsExactly(minute(0), minute(2), minute(30), minute(31), minute(45), minute(59));
  }

  @Test
  void aSeriesIsToldFromOthersByEachPartOfItsKey() {
    Tags paid = ORDERS.tags();
    List<SeriesKey> different =
        List.of(
            ORDERS,
            SeriesKey.system("orders.count", MetricKind.GAUGE, "service:api", paid),
            SeriesKey.system("orders.count", MetricKind.COUNTER, "service:worker", paid),
            SeriesKey.system("orders.count", MetricKind.COUNTER, "service:api", Tags.empty()),
            SeriesKey.system(
                "orders.count", MetricKind.COUNTER, "service:api", Tags.of("status", "PAID")),
            SeriesKey.system(
                "orders.count", MetricKind.COUNTER, "service:api", Tags.of("s", "paid")),
            SeriesKey.user("orders.count", MetricKind.COUNTER, "service:api", "t1", paid),
            SeriesKey.user("orders.count", MetricKind.COUNTER, "service:api", "t2", paid));
    write(different.stream().map(SampleBuckets::any).toArray(OwnedBucket[]::new));

    List<OwnedBucket> found = new ArrayList<>(read(minutes()));
    found.addAll(read(BucketQuery.user(Granularity.MINUTE, HOUR, "orders.count")));
    assertThat(found)
        .extracting(OwnedBucket::series)
        .containsExactlyInAnyOrderElementsOf(different);
  }

  @ParameterizedTest
  @EnumSource(Granularity.class)
  void whatWasFoldedIsLeftOutWhereNobodyAsksForIt(Granularity granularity) {
    OwnedBucket written = SampleBuckets.of(granularity, TEN, WRITER, 1);
    OwnedBucket other = SampleBuckets.of(granularity, TEN, OTHER_WRITER, 2);
    OwnedBucket folded = SampleBuckets.of(granularity, TEN, WriterId.FOLDED, 3);
    write(written, other, folded);
    BucketQuery all = BucketQuery.system(granularity, HOUR, ORDERS.name());

    assertThat(read(all)).containsExactlyInAnyOrder(written, other, folded);
    assertThat(read(all.withoutFolded())).containsExactlyInAnyOrder(written, other);
  }

  @Test
  void otherMetricsAreNotFound() {
    write(any(ORDERS));

    assertThat(read(minutes("orders.coun"))).isEmpty();
    assertThat(read(minutes("orders.count.x"))).isEmpty();
    assertThat(read(minutes("orders_count"))).isEmpty();
    assertThat(read(minutes("%"))).isEmpty();
  }

  @Test
  void aQueryKeepsToItsSourceTenantAndTags() {
    SeriesKey first = user("service:api", "t1", Tags.of("a", "1", "b", "2"));
    SeriesKey second = user("service:api", "t2", Tags.of("a", "1"));
    SeriesKey third = user("service:worker", "t1", Tags.of("b", "2"));
    write(any(first), any(second), any(third));
    BucketQuery all = BucketQuery.user(Granularity.MINUTE, HOUR, "user.sent.count");

    assertThat(series(all)).containsExactlyInAnyOrder(first, second, third);
    assertThat(series(all.withSource("service:api"))).containsExactlyInAnyOrder(first, second);
    assertThat(series(all.withTenant("t1"))).containsExactlyInAnyOrder(first, third);
    assertThat(series(all.withTenant("t1").withSource("service:api"))).containsExactly(first);
    assertThat(series(all.withTags(Tags.of("a", "1")))).containsExactlyInAnyOrder(first, second);
    assertThat(series(all.withTags(Tags.of("a", "1", "b", "2")))).containsExactly(first);
    assertThat(series(all.withTags(Tags.of("a", "2")))).isEmpty();
    assertThat(series(all.withTags(Tags.of("c", "1")))).isEmpty();
    assertThat(series(all.withTenant("t3"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Straße",
        "STRASSE",
        "ı",
        "I",
        "i",
        "İ",
        "é",
        "e\u0301",
        "日本語",
        "😀",
        "a\u200Bb",
        "%",
        "_",
        "'",
        "\"",
        "\\",
        "a,b=c",
        "a\nb\r\n\tc",
        "\"quoted\" 'twice' \\ and \\\\",
        "{\"k\":1}",
        "\uFFFD",
        "null",
        "0",
        "1e1000"
      })
  void aTagValueComesBackAsItWasAndIsFoundByItself(String value) {
    OwnedBucket written = any(withValue(value));
    write(written, any(withValue(value + "yz")), any(withValue("x" + value)));

    assertThat(read(minutes().withTags(Tags.of("k", value)))).containsExactly(written);
  }

  @Test
  void valuesThatOnlyLookAlikeAreDifferentSeries() {
    List<SeriesKey> alike =
        List.of(
            withValue("é"),
            withValue("e\u0301"),
            withValue("E\u0301"),
            withValue("e"),
            withValue("E"),
            withValue("e "),
            withValue(" e"),
            withValue("ß"),
            withValue("ss"));
    write(alike.stream().map(SampleBuckets::any).toArray(OwnedBucket[]::new));

    assertThat(series(minutes())).containsExactlyInAnyOrderElementsOf(alike);
    assertThat(alike)
        .allSatisfy(one -> assertThat(series(minutes().withTags(one.tags()))).containsExactly(one));
  }

  @Test
  void theLongestNamesAndTheMostTagsComeBackAsTheyWere() {
    String name = "a." + "n".repeat(118);
    Tags tags =
        Tags.of(
            IntStream.range(0, 32)
                .boxed()
                .collect(toMap(i -> "k".repeat(38) + (10 + i), i -> "😀".repeat(64) + i)));
    SeriesKey system =
        SeriesKey.system(name, MetricKind.COUNTER, "service:" + "s".repeat(92), tags);
    SeriesKey tenants =
        SeriesKey.user(name, MetricKind.COUNTER, system.source(), "f".repeat(64), tags);
    write(any(system), any(tenants), any(withValue("other")));

    assertThat(series(minutes(name).withTags(tags))).containsExactly(system);
    assertThat(
            series(
                BucketQuery.user(Granularity.MINUTE, HOUR, name)
                    .withSource(system.source())
                    .withTenant("f".repeat(64))
                    .withTags(tags)))
        .containsExactly(tenants);
  }

  @Test
  void readingAllGivesEverySeriesOfEveryWriterAndType() {
    OwnedBucket[] all = {
      any(ORDERS),
      owned(ORDERS, OTHER_WRITER, any(ORDERS).bucket()),
      owned(ORDERS, WriterId.FOLDED, any(ORDERS).bucket()),
      any(SeriesKey.system("pool.active", MetricKind.GAUGE, "service:api", Tags.empty())),
      any(user("service:api", "t1", Tags.empty())),
      any(user("service:worker", "t2", Tags.empty()))
    };
    write(all);
    write(every(Granularity.HOUR, Granularity.DAY));

    assertThat(readAll(Granularity.MINUTE, HOUR)).containsExactlyInAnyOrder(all);
  }

  @Test
  void readingAllKeepsToTheRange() {
    write(atMinutes(-1, 0, 59, 60));

    assertThat(readAll(Granularity.MINUTE, HOUR))
        .extracting(owned -> owned.bucket().start())
        .containsExactly(minute(0), minute(59));
    assertThat(readAll(Granularity.MINUTE, new TimeRange(TEN, TEN))).isEmpty();
  }

  @Test
  void readingAllGivesOneSeriesAfterTheOtherInTheOrderOfTheirStarts() {
    for (int minute : new int[] {7, 3, 5}) {
      for (int series = 0; series < 10; series++) {
        write(
            minute(withValue("" + series), minute(minute), 1, CounterState.ofWhole(1)),
            minute(withValue("" + (9 - series)), minute(minute + 10), 1, CounterState.ofWhole(1)));
      }
    }

    List<OwnedBucket> found = readAll(Granularity.MINUTE, HOUR);
    List<SeriesKey> inTheirOrder = found.stream().map(OwnedBucket::series).distinct().toList();
    Comparator<OwnedBucket> grouped =
        Comparator.<OwnedBucket>comparingInt(owned -> inTheirOrder.indexOf(owned.series()))
            .thenComparing(owned -> owned.bucket().start());
    assertThat(found).hasSize(60).isSortedAccordingTo(grouped);
  }

  @Test
  void aCursorOverAllIsClosedAsAnyOther() {
    write(atMinutes(0, 1));
    BucketCursor cursor = backend.buckets().readAll(Granularity.MINUTE, HOUR);
    cursor.next();
    cursor.close();

    assertThatNoException().isThrownBy(cursor::close);
    assertThatIllegalStateException().isThrownBy(cursor::hasNext);
  }

  @Test
  void aCursorPastItsEndSaysSo() {
    try (BucketCursor cursor = backend.buckets().read(minutes())) {
      assertThat(cursor.hasNext()).isFalse();
      assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(cursor::next);
    }
  }

  @Test
  void aClosedCursorGivesNothingMore() {
    write(atMinutes(0, 1));
    BucketCursor cursor = backend.buckets().read(minutes());
    cursor.next();
    cursor.close();

    assertThatNoException().isThrownBy(cursor::close);
    assertThatIllegalStateException().isThrownBy(cursor::hasNext);
    assertThatIllegalStateException().isThrownBy(cursor::next);
  }

  @Test
  void aHalfReadCursorStopsNobodyFromWriting() {
    write(atMinutes(0, 1));
    try (BucketCursor cursor = backend.buckets().read(minutes())) {
      cursor.next();
      write(atMinutes(2));

      assertThat(read(minutes())).hasSize(3);
      assertThat(cursor.next().bucket().start()).isEqualTo(minute(1));
    }
  }
}
