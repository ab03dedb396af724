package io.tallystick.spi;

import static io.tallystick.spi.SampleBuckets.ORDERS;
import static io.tallystick.spi.SampleBuckets.OTHER_WRITER;
import static io.tallystick.spi.SampleBuckets.TEN;
import static io.tallystick.spi.SampleBuckets.WRITER;
import static io.tallystick.spi.SampleBuckets.atMinutes;
import static io.tallystick.spi.SampleBuckets.minute;
import static io.tallystick.spi.SampleBuckets.of;
import static io.tallystick.spi.SampleBuckets.version;
import static io.tallystick.spi.SampleBuckets.withValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * How a {@link BucketStore} marks what has to be folded and takes what was; extend it and say how
 * to open a backend. A store that {@linkplain BucketStore#foldsByItself() folds by itself} skips
 * it.
 *
 * <pre>{@code
 * class SqliteFoldingTest extends FoldingContract {
 *   @Override
 *   protected StorageBackend openEmpty() {
 *     return SqliteStore.open(directory.resolve("metrics.db"));
 *   }
 * }
 * }</pre>
 */
public abstract class FoldingContract extends MarksContract {
  private static final SeriesKey OTHER = withValue("another series");

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "MINUTE")
  void aFoldedBucketIsFoundAsThatOfWriterZero(Granularity target) {
    Instant window = target.bucketStart(TEN, zone());
    fold(target, window, 42, List.of());

    assertThat(readAll(target))
        .extracting(OwnedBucket::series, OwnedBucket::writer, OpenedBackend::start)
        .containsExactly(tuple(ORDERS, WriterId.FOLDED, window));
    assertThat(states(target)).containsExactly(CounterState.ofWhole(42));
  }

  @Test
  void everyKindOfStateIsFolded() {
    SeriesKey gauge = SeriesKey.system("pool.active", MetricKind.GAUGE, "s", Tags.empty());
    SeriesKey histogram = SeriesKey.system("a.size_bytes", MetricKind.HISTOGRAM, "s", Tags.empty());
    List<FoldedBucket> folded =
        List.of(
            new FoldedBucket(ORDERS, new CounterState(Long.MAX_VALUE, 0.1)),
            new FoldedBucket(gauge, new GaugeState(1.5, minute(4), -1, 7, 0.1, 240_000)),
            new FoldedBucket(
                histogram,
                new HistogramState(
                    3, 6.5, 1, 3, new Percentiles(1, 2, 3), SketchBytes.copyOf(new byte[] {7}))));
    fold(new Fold(Granularity.FIVE_MINUTES, TEN, folded, List.of()));

    assertThat(readAll(Granularity.FIVE_MINUTES))
        .extracting(owned -> new FoldedBucket(owned.series(), owned.bucket().state()))
        .containsExactlyInAnyOrderElementsOf(folded);
  }

  @Test
  void aFoldTakesThePlaceOfTheOneBeforeWithAHigherVersion() {
    fold(42, List.of());
    long before = onlyFolded().bucket().version();
    fold(7, List.of());

    assertThat(onlyFolded().bucket().state()).isEqualTo(CounterState.ofWhole(7));
    assertThat(onlyFolded().bucket().version()).isGreaterThan(before);
  }

  @Test
  void aFoldTakesThePlaceOfABucketThatWasWritten() {
    write(of(Granularity.FIVE_MINUTES, TEN, WriterId.FOLDED, 7));
    fold(42, List.of());

    assertThat(onlyFolded().bucket().state()).isEqualTo(CounterState.ofWhole(42));
    assertThat(onlyFolded().bucket().version()).isGreaterThan(7);
  }

  @Test
  void aFoldLeavesTheBucketsOfWritersSeriesAndWindowsThatItDoesNotName() {
    OwnedBucket mine = of(Granularity.FIVE_MINUTES, TEN, 1);
    OwnedBucket next = of(Granularity.FIVE_MINUTES, minute(5), WriterId.FOLDED, 1);
    Bucket bucket = new Bucket(TEN, 1, CounterState.ofWhole(9));
    OwnedBucket other = new OwnedBucket(OTHER, Granularity.FIVE_MINUTES, WriterId.FOLDED, bucket);
    write(mine, next, other, version(1));
    fold(42, List.of());

    assertThat(readAll(Granularity.FIVE_MINUTES)).hasSize(4).contains(mine, next, other);
    assertThat(readAll(Granularity.MINUTE)).containsExactly(version(1));
  }

  @Test
  void aFoldMarksTheNextCoarserWindow() {
    fold(42, List.of());

    assertThat(allMarks())
        .extracting(Mark::target, Mark::window)
        .containsExactly(tuple(Granularity.HOUR, TEN));
  }

  @Test
  void aFoldIntoADayMarksNothing() {
    fold(Granularity.DAY, Granularity.DAY.bucketStart(TEN, zone()), 42, List.of());

    assertThat(allMarks()).isEmpty();
  }

  @Test
  void anotherFoldGivesTheMarkAnotherVersion() {
    fold(42, List.of());
    Mark first = marks(Granularity.HOUR).get(0);
    fold(43, List.of());

    assertThat(marks(Granularity.HOUR)).extracting(Mark::version).doesNotContain(first.version());
  }

  @Test
  void aFoldLetsGoOfTheMarksThatAreDoneAndOfNoOthers() {
    write(version(1), of(Granularity.MINUTE, minute(5), 1));
    write(of(Granularity.MINUTE, TEN, OTHER_WRITER, 1));
    List<Mark> mine =
        marks(Granularity.FIVE_MINUTES).stream()
            .filter(mark -> mark.window().equals(TEN) && mark.writer().equals(WRITER))
            .toList();
    fold(42, mine);

    assertThat(marks(Granularity.FIVE_MINUTES))
        .extracting(Mark::window, Mark::writer)
        .containsExactly(tuple(TEN, OTHER_WRITER), tuple(minute(5), WRITER));
  }

  @Test
  void aFoldWithoutBucketsLetsGoOfMarksToo() {
    write(version(1));
    fold(new Fold(Granularity.FIVE_MINUTES, TEN, List.of(), List.of(onlyMark())));

    assertThat(marks(Granularity.FIVE_MINUTES)).isEmpty();
  }

  @Test
  void aWriteBetweenReadingTheMarksAndTheFoldKeepsItsMark() {
    write(version(1));
    Mark read = onlyMark();
    write(version(2));
    fold(42, List.of(read));

    assertThat(onlyMark()).isNotEqualTo(read);
  }

  @Test
  void aMarkThatIsGoneIsDoneWithoutHarm() {
    write(version(1));
    Mark mark = onlyMark();
    fold(42, List.of(mark));
    fold(43, List.of(mark));

    assertThat(marks(Granularity.FIVE_MINUTES)).isEmpty();
    assertThat(onlyFolded().bucket().state()).isEqualTo(CounterState.ofWhole(43));
  }

  @Test
  void aWindowIsFoldedInParts() {
    write(version(1));
    Mark mark = onlyMark();
    fold(part(0, List.of()));
    fold(part(1, List.of()));
    assertThat(onlyMark()).isEqualTo(mark);
    fold(part(2, List.of(mark)));

    assertThat(marks(Granularity.FIVE_MINUTES)).isEmpty();
    assertThat(readAll(Granularity.FIVE_MINUTES))
        .extracting(OwnedBucket::series)
        .hasSize(3 * Fold.MAX_BUCKETS)
        .doesNotHaveDuplicates();
  }

  private static Fold part(int part, List<Mark> done) {
    List<FoldedBucket> folded =
        IntStream.range(0, Fold.MAX_BUCKETS)
            .mapToObj(i -> new FoldedBucket(withValue(part + "/" + i), CounterState.ofWhole(i)))
            .toList();
    return new Fold(Granularity.FIVE_MINUTES, TEN, folded, done);
  }

  @Test
  void whoLostTheLeaseFoldsNothing() {
    write(version(1));
    Mark mark = onlyMark();
    Lease lost = lostLease();
    Fold fold = foldOf(Granularity.FIVE_MINUTES, TEN, 42, List.of(mark));

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> backend.buckets().fold(lost, fold));
    assertThat(readAll(Granularity.FIVE_MINUTES)).isEmpty();
    assertThat(allMarks()).containsExactly(mark);
  }

  @Test
  void aLeaseThatWasRenewedIsAsGoodAsBefore() {
    Lease first = lease();
    lease();

    assertThat(backend.buckets().fold(first, foldOf(Granularity.FIVE_MINUTES, TEN, 42, List.of())))
        .isTrue();
    assertThat(readAll(Granularity.FIVE_MINUTES)).hasSize(1);
  }

  @Test
  void aFoldBelowTheHorizonChangesNoBucket() {
    write(atMinutes(0, 1, 5));
    janitor().foldAll();
    backend.buckets().purge(lease(), Granularity.MINUTE, minute(5), 100);
    List<OwnedBucket> before = readAll(Granularity.FIVE_MINUTES);

    assertThat(
            backend.buckets().fold(lease(), foldOf(Granularity.FIVE_MINUTES, TEN, 42, List.of())))
        .isFalse();
    assertThat(readAll(Granularity.FIVE_MINUTES)).containsExactlyInAnyOrderElementsOf(before);
    assertThat(allMarks()).isEmpty();
  }

  @Test
  void aFoldAtTheHorizonIsTaken() {
    write(atMinutes(0, 5));
    janitor().foldAll();
    backend.buckets().purge(lease(), Granularity.MINUTE, minute(5), 100);
    fold(Granularity.FIVE_MINUTES, minute(5), 42, List.of());

    assertThat(states(Granularity.FIVE_MINUTES)).contains(CounterState.ofWhole(42));
  }

  @Test
  void whatIsWrittenWhileOthersFoldIsFoldedInTheEnd() throws Exception {
    int minutes = 60;
    List<Runnable> works = new ArrayList<>();
    for (WriterId writer : List.of(WRITER, OTHER_WRITER)) {
      works.add(() -> writeVersions(writer, minutes));
    }
    SampleJanitor janitor = janitor();
    works.add(
        () -> {
          while (readAll(Granularity.MINUTE).size() < 2 * minutes) {
            janitor.foldSome(Granularity.FIVE_MINUTES);
          }
        });
    AtOnce.run(works);
    janitor.foldAll();

    CounterState all = CounterState.ofWhole(2L * minutes * 10 * 3);
    assertThat(states(Granularity.DAY)).containsExactly(all);
    assertThat(states(Granularity.HOUR)).containsExactly(all);
    assertThat(allMarks()).isEmpty();
  }

  private void writeVersions(WriterId writer, int minutes) {
    for (int minute = 0; minute < minutes; minute++) {
      for (int version = 1; version <= 3; version++) {
        write(of(Granularity.MINUTE, minute(minute), writer, version));
      }
    }
  }

  private void fold(long whole, List<Mark> done) {
    fold(Granularity.FIVE_MINUTES, TEN, whole, done);
  }

  private void fold(Granularity target, Instant window, long whole, List<Mark> done) {
    fold(foldOf(target, window, whole, done));
  }

  private void fold(Fold fold) {
    assertThat(backend.buckets().fold(lease(), fold)).as("whether it was folded").isTrue();
  }

  private static Fold foldOf(Granularity target, Instant window, long whole, List<Mark> done) {
    FoldedBucket folded = new FoldedBucket(ORDERS, CounterState.ofWhole(whole));
    return new Fold(target, window, List.of(folded), done);
  }

  private OwnedBucket onlyFolded() {
    List<OwnedBucket> found = readAll(Granularity.FIVE_MINUTES);
    assertThat(found).extracting(OwnedBucket::writer).containsExactly(WriterId.FOLDED);
    return found.get(0);
  }

  private List<BucketState> states(Granularity granularity) {
    return readAll(granularity).stream().map(owned -> owned.bucket().state()).toList();
  }
}
