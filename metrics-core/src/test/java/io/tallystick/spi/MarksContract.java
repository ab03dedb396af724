package io.tallystick.spi;

import static io.tallystick.spi.SampleBuckets.ORDERS;
import static io.tallystick.spi.SampleBuckets.OTHER_WRITER;
import static io.tallystick.spi.SampleBuckets.TEN;
import static io.tallystick.spi.SampleBuckets.WRITER;
import static io.tallystick.spi.SampleBuckets.atMinutes;
import static io.tallystick.spi.SampleBuckets.minute;
import static io.tallystick.spi.SampleBuckets.of;
import static io.tallystick.spi.SampleBuckets.version;
import static io.tallystick.spi.SampleJanitor.EVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What a write leaves to be folded; a part of the contract of a {@link BucketStore}. */
abstract class MarksContract extends OpenedBackend {
  @BeforeEach
  void onlyWhereSomeoneElseFolds() {
    assumeFalse(backend.buckets().foldsByItself(), "The store folds by itself.");
  }

  @Test
  void aNewStoreHasNoMarks() {
    assertThat(allMarks()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "DAY")
  void aWriteMarksTheWindowOfTheNextCoarserGranularity(Granularity written) {
    Granularity target = written.coarser().orElseThrow();
    write(of(written, TEN, 1));

    assertThat(allMarks())
        .extracting(Mark::target, Mark::window, Mark::writer)
        .containsExactly(tuple(target, target.bucketStart(TEN, zone()), WRITER));
  }

  @Test
  void aDayMarksNothing() {
    write(of(Granularity.DAY, TEN, 1));

    assertThat(allMarks()).isEmpty();
  }

  @Test
  void anHourMarksTheDayOfTheStoresZone() {
    for (Instant hour = TEN; hour.isBefore(TEN.plus(Duration.ofDays(1))); hour = nextHour(hour)) {
      write(of(Granularity.HOUR, hour, 1));
    }

    assertThat(marks(Granularity.DAY))
        .extracting(Mark::window)
        .containsExactlyElementsOf(
            Stream.of(TEN, TEN.plus(Duration.ofHours(23)))
                .map(hour -> Granularity.DAY.bucketStart(hour, zone()))
                .distinct()
                .toList());
  }

  private static Instant nextHour(Instant hour) {
    return hour.plus(Duration.ofHours(1));
  }

  @Test
  void aWindowBefore1970IsMarkedWhereItStarts() {
    write(of(Granularity.MINUTE, Instant.parse("1969-12-31T23:58:00Z"), 1));

    assertThat(marks(Granularity.FIVE_MINUTES))
        .extracting(Mark::window)
        .containsExactly(Instant.parse("1969-12-31T23:55:00Z"));
  }

  @Test
  void oneBatchMarksTheWindowsOfAllItsBuckets() {
    write(
        version(1),
        of(Granularity.MINUTE, minute(7), OTHER_WRITER, 1),
        of(Granularity.FIVE_MINUTES, minute(10), 1),
        of(Granularity.HOUR, minute(60), 1));

    assertThat(allMarks())
        .extracting(Mark::target, Mark::window, Mark::writer)
        .containsExactlyInAnyOrder(
            tuple(Granularity.FIVE_MINUTES, TEN, WRITER),
            tuple(Granularity.FIVE_MINUTES, minute(5), OTHER_WRITER),
            tuple(Granularity.HOUR, TEN, WRITER),
            tuple(Granularity.DAY, Granularity.DAY.bucketStart(minute(60), zone()), WRITER));
  }

  @Test
  void aWriterHasOneMarkOfAWindowHoweverMuchItWrites() {
    write(atMinutes(0, 1, 2, 3, 4));
    write(version(2), SampleBuckets.any(SampleBuckets.withValue("another series")));

    assertThat(marks(Granularity.FIVE_MINUTES)).hasSize(1);
  }

  @Test
  void aNewerVersionGivesTheMarkAnotherVersion() {
    write(version(1));
    Mark first = onlyMark();
    write(version(2));

    assertThat(onlyMark().version()).isNotEqualTo(first.version());
  }

  @Test
  void anotherBucketOfTheWindowGivesTheMarkAnotherVersion() {
    write(atMinutes(0));
    Mark first = onlyMark();
    write(atMinutes(4));

    assertThat(onlyMark().version()).isNotEqualTo(first.version());
  }

  @Test
  void aNewWriteLeavesTheMarksOfOthersAsTheyAre() {
    write(of(Granularity.MINUTE, TEN, OTHER_WRITER, 1));
    Mark theirs = onlyMark();
    write(version(1));

    assertThat(marks(Granularity.FIVE_MINUTES)).hasSize(2).contains(theirs);
  }

  @Test
  void marksComeWithTheOldestWindowsFirst() {
    write(atMinutes(30, 11));
    write(atMinutes(-7, 59));
    write(atMinutes(0));

    assertThat(marks(Granularity.FIVE_MINUTES))
        .extracting(Mark::window)
        .containsExactly(minute(-10), minute(0), minute(10), minute(30), minute(55));
  }

  @Test
  void aRangeOfMarksHoldsItsStartAndNotItsEnd() {
    write(atMinutes(4, 5, 9, 10));
    TimeRange range = new TimeRange(minute(5), minute(10));

    assertThat(backend.buckets().marks(Granularity.FIVE_MINUTES, range, 100))
        .extracting(Mark::window)
        .containsExactly(minute(5));
  }

  @Test
  void theMarksOfAWindowComeAllOrNotAtAll() {
    write(of(Granularity.MINUTE, minute(5), WRITER, 1));
    write(of(Granularity.MINUTE, minute(5), OTHER_WRITER, 1), of(Granularity.MINUTE, TEN, 1));
    write(of(Granularity.MINUTE, TEN, WriterId.FOLDED, 1));
    write(of(Granularity.MINUTE, TEN, OTHER_WRITER, 1));

    assertThat(backend.buckets().marks(Granularity.FIVE_MINUTES, EVER, 1))
        .extracting(Mark::window, Mark::writer)
        .containsExactlyInAnyOrder(
            tuple(TEN, WRITER), tuple(TEN, OTHER_WRITER), tuple(TEN, WriterId.FOLDED));
    assertThat(backend.buckets().marks(Granularity.FIVE_MINUTES, EVER, 2)).hasSize(5);
  }

  @Test
  void aMarkIsNoSoonerSeenThanItsBuckets() throws Exception {
    int windows = 100;
    AtOnce.run(
        List.of(
            () -> {
              for (int window = 0; window < windows; window++) {
                write(of(Granularity.MINUTE, minute(5 * window), 1));
              }
            },
            () -> {
              while (marksWithTheirBuckets() < windows) {
                Thread.onSpinWait();
              }
            }));

    assertThat(marks(Granularity.FIVE_MINUTES)).hasSize(windows);
  }

  private int marksWithTheirBuckets() {
    List<Mark> marks = marks(Granularity.FIVE_MINUTES);
    assertThat(readAll(Granularity.MINUTE))
        .extracting(owned -> owned.bucket().start())
        .containsAll(marks.stream().map(Mark::window).toList());
    return marks.size();
  }

  ZoneId zone() {
    return backend.buckets().identity().zone();
  }

  List<Mark> marks(Granularity target) {
    return backend.buckets().marks(target, EVER, 1_000);
  }

  List<Mark> allMarks() {
    return Stream.of(Granularity.FIVE_MINUTES, Granularity.HOUR, Granularity.DAY)
        .flatMap(target -> marks(target).stream())
        .toList();
  }

  Mark onlyMark() {
    assertThat(marks(Granularity.FIVE_MINUTES))
        .as("marks of the five minutes from ten, of %s", ORDERS.name())
        .hasSize(1);
    return marks(Granularity.FIVE_MINUTES).get(0);
  }
}
