package io.tallystick.spi;

import static io.tallystick.spi.SampleBuckets.ORDERS;
import static io.tallystick.spi.SampleBuckets.OTHER_WRITER;
import static io.tallystick.spi.SampleBuckets.TEN;
import static io.tallystick.spi.SampleBuckets.WRITER;
import static io.tallystick.spi.SampleBuckets.minute;
import static io.tallystick.spi.SampleBuckets.withValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link PointStore} does, ours and anyone's: extend it and say how to open a backend.
 *
 * <pre>{@code
 * class SqlitePointStoreTest extends PointStoreContract {
 *   @Override
 *   protected StorageBackend openEmpty() {
 *     return SqliteStore.open(directory.resolve("metrics.db"));
 *   }
 * }
 * }</pre>
 */
public abstract class PointStoreContract extends OpenedBackend {
  @Test
  void theDoorToPointsIsAlwaysTheSame() {
    assertThat(backend.points()).isSameAs(backend.points());
  }

  @Test
  void aNewStoreHasNoPoints() {
    assertThat(find(ORDERS.name())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {0, -1.5, 0.1, Double.MIN_VALUE, -Double.MAX_VALUE, Double.MAX_VALUE, 0x1p53})
  void aPointComesBackToTheLastBit(double value) {
    Point point = new Point(ORDERS, TEN.plusMillis(1), value);
    createPoints(point);

    assertThat(find(ORDERS.name())).containsExactly(point);
  }

  @Test
  void theShareOfAPointComesBackToTheLastBit() {
    List<Point> points = List.of(new Point(ORDERS, TEN, 1, 0.1), new Point(ORDERS, TEN, 1));
    createPoints(points.toArray(new Point[0]));

    assertThat(find(ORDERS.name())).containsExactlyElementsOf(points);
  }

  @ParameterizedTest
  @EnumSource(MetricKind.class)
  void seriesOfEveryKindHavePoints(MetricKind kind) {
    Tags tags = Tags.of("k", "\"é\u0301\" \\ 😀\n");
    Point point = new Point(SeriesKey.system("a.value", kind, "service:api", tags), TEN, 1);
    createPoints(point);

    assertThat(find("a.value")).containsExactly(point);
  }

  @Test
  void aBatchMayBeEmpty() {
    createPoints();

    assertThat(find(ORDERS.name())).isEmpty();
  }

  @Test
  void aRangeOfPointsHoldsItsStartAndNotItsEnd() {
    create(-1, 0, 1, 59_999, 60_000);

    assertThat(find(ORDERS.name(), TEN, minute(1)))
        .extracting(Point::at)
        .containsExactly(TEN, TEN.plusMillis(1), TEN.plusMillis(59_999));
    assertThat(find(ORDERS.name(), TEN, TEN)).isEmpty();
  }

  @Test
  void pointsComeInTheOrderOfTheirTimes() {
    create(30, 2, 45);
    create(31, 0);

    assertThat(find(ORDERS.name()))
        .extracting(Point::at)
        .containsExactlyElementsOf(
            Stream.of(0, 2, 30, 31, 45).map(millis -> TEN.plusMillis(millis)).toList());
  }

  @Test
  void pointsOfOneTimeAreAllKept() {
    Point[] together = {
      new Point(ORDERS, TEN, 1), new Point(ORDERS, TEN, 2), new Point(withValue("other"), TEN, 1)
    };
    createPoints(together);

    assertThat(find(ORDERS.name())).containsExactlyInAnyOrder(together);
  }

  @Test
  void equalPointsAreDifferentPoints() {
    Point point = new Point(ORDERS, TEN, 1);
    createPoints(point, point);
    createPoints(point);

    assertThat(find(ORDERS.name())).containsExactly(point, point, point);
  }

  @Test
  void aBatchThatIsRepeatedChangesNothing() {
    PointBatch batch = new PointBatch(WRITER, 3, points(2));
    backend.points().createBatch(batch);
    backend.points().createBatch(batch);
    backend.points().createBatch(new PointBatch(WRITER, 3, points(7)));

    assertThat(find(ORDERS.name())).containsExactlyElementsOf(points(2));
  }

  @Test
  void aBatchWithALowerNumberThanTheLastChangesNothing() {
    backend.points().createBatch(new PointBatch(WRITER, 3, points(1)));
    backend.points().createBatch(new PointBatch(WRITER, 2, points(7)));
    assertThat(find(ORDERS.name())).hasSize(1);

    backend.points().createBatch(new PointBatch(WRITER, 4, points(2)));
    assertThat(find(ORDERS.name())).hasSize(3);
  }

  @Test
  void anEmptyBatchHasANumberToo() {
    backend.points().createBatch(new PointBatch(WRITER, 3, List.of()));
    backend.points().createBatch(new PointBatch(WRITER, 3, points(1)));

    assertThat(find(ORDERS.name())).isEmpty();
  }

  @Test
  void eachWriterHasNumbersOfItsOwn() {
    backend.points().createBatch(new PointBatch(WRITER, 3, points(1)));
    backend.points().createBatch(new PointBatch(OTHER_WRITER, 1, points(2)));
    backend.points().createBatch(new PointBatch(OTHER_WRITER, 1, points(2)));

    assertThat(find(ORDERS.name())).hasSize(3);
  }

  @Test
  void writersOfBucketsAndOfPointsAreTheSame() {
    backend.points().createBatch(new PointBatch(WRITER, 1, points(1)));
    write(SampleBuckets.version(1));
    backend.points().createBatch(new PointBatch(WRITER, 1, points(1)));

    assertThat(find(ORDERS.name())).hasSize(1);
    assertThat(read(minutes())).containsExactly(SampleBuckets.version(1));
  }

  @Test
  void threadsThatRepeatOneBatchAtOnceKeepItOnce() throws Exception {
    AtOnce.run(thread -> backend.points().createBatch(new PointBatch(WRITER, 1, points(10))));

    assertThat(find(ORDERS.name())).hasSize(10);
  }

  @Test
  void theLargestBatchIsKeptWhole() {
    backend.points().createBatch(new PointBatch(WRITER, 1, points(PointStore.MAX_BATCH)));

    assertThat(find(ORDERS.name())).containsExactlyElementsOf(points(PointStore.MAX_BATCH));
  }

  @Test
  void pointsOfOtherMetricsAreNotFound() {
    create(0);

    assertThat(find("orders.coun")).isEmpty();
    assertThat(find("orders.count.x")).isEmpty();
    assertThat(find("orders_count")).isEmpty();
    assertThat(find("%")).isEmpty();
  }

  @Test
  void theTenantsPointsAreFoundWithTheApplications() {
    Point own = new Point(ORDERS, TEN, 1);
    Point first = new Point(tenants("t1"), TEN.plusMillis(1), 1);
    Point second = new Point(tenants("t2"), TEN.plusMillis(2), 1);
    createPoints(second, own, first);

    assertThat(find(ORDERS.name())).containsExactly(own, first, second);
  }

  private static SeriesKey tenants(String tenant) {
    return SeriesKey.user(ORDERS.name(), ORDERS.kind(), ORDERS.source(), tenant, ORDERS.tags());
  }

  @Test
  void pointsAndBucketsKeepOutOfEachOthersWay() {
    create(0);
    write(SampleBuckets.version(1));

    assertThat(find(ORDERS.name())).hasSize(1);
    assertThat(read(minutes())).containsExactly(SampleBuckets.version(1));
  }

  @Test
  void aPurgeRemovesOlderPointsAndKeepsTheBorder() {
    create(0, 1, 2, 3, 4);

    assertThat(backend.points().purge(lease(), TEN.plusMillis(2), 100)).isEqualTo(2);
    assertThat(find(ORDERS.name()))
        .extracting(Point::at)
        .containsExactly(TEN.plusMillis(2), TEN.plusMillis(3), TEN.plusMillis(4));
    assertThat(backend.points().purge(lease(), TEN.plusMillis(2), 100)).isZero();
  }

  @Test
  void aPurgeOfPointsRemovesSoManyAtMost() {
    create(0, 1, 2, 3, 4);

    assertThat(backend.points().purge(lease(), minute(1), 2)).isEqualTo(2);
    assertThat(find(ORDERS.name())).hasSize(3);
    assertThat(backend.points().purge(lease(), minute(1), 100)).isEqualTo(3);
    assertThat(find(ORDERS.name())).isEmpty();
  }

  @Test
  void whoLostTheLeasePurgesNoPoints() {
    create(0);
    Lease lost = lostLease();

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> backend.points().purge(lost, minute(1), 100));
    assertThat(find(ORDERS.name())).hasSize(1);
  }

  @Test
  void threadsThatCreateAtOnceLoseNothing() throws Exception {
    AtOnce.run(
        thread -> {
          for (int i = 0; i < 50; i++) {
            createPoints(points(10).toArray(new Point[0]));
          }
        });

    assertThat(find(ORDERS.name())).hasSize(AtOnce.THREADS * 50 * 10);
  }

  @Test
  void aCursorOverPointsPastItsEndSaysSo() {
    try (PointCursor cursor = backend.points().find(ORDERS.name(), TEN, minute(1))) {
      assertThat(cursor.hasNext()).isFalse();
      assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(cursor::next);
    }
  }

  @Test
  void aClosedCursorOverPointsGivesNothingMore() {
    create(0, 1);
    PointCursor cursor = backend.points().find(ORDERS.name(), TEN, minute(1));
    cursor.next();
    cursor.close();

    assertThatNoException().isThrownBy(cursor::close);
    assertThatIllegalStateException().isThrownBy(cursor::hasNext);
    assertThatIllegalStateException().isThrownBy(cursor::next);
  }

  @Test
  void aClosedPointStoreRefusesForGood() {
    PointStore points = backend.points();
    Lease lease = lease();
    backend.close();

    refusesForGood(() -> points.createBatch(PointBatch.of()));
    refusesForGood(() -> points.createBatch(PointBatch.of(new Point(ORDERS, TEN, 1))));
    refusesForGood(() -> points.find(ORDERS.name(), TEN, minute(1)));
    refusesForGood(() -> points.purge(lease, TEN, 1));
  }

  private void create(int... millis) {
    createPoints(
        IntStream.of(millis)
            .mapToObj(each -> new Point(ORDERS, TEN.plusMillis(each), 1))
            .toArray(Point[]::new));
  }

  private void createPoints(Point... points) {
    backend.points().createBatch(PointBatch.of(points));
  }

  private static List<Point> points(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> new Point(ORDERS, TEN.plusMillis(i), i))
        .toList();
  }

  private List<Point> find(String name) {
    return find(name, minute(-1), minute(60));
  }

  private List<Point> find(String name, Instant from, Instant to) {
    List<Point> found = new ArrayList<>();
    try (PointCursor cursor = backend.points().find(name, from, to)) {
      cursor.forEachRemaining(found::add);
    }
    return found;
  }
}
