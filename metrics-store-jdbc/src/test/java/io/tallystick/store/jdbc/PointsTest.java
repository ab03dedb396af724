package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallystick.spi.Lease;
import io.tallystick.spi.LeaseLostException;
import io.tallystick.spi.Point;
import io.tallystick.spi.PointBatch;
import io.tallystick.spi.PointCursor;
import io.tallystick.spi.PointStore;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the contract cannot ask because it does not know of pages and tables. */
class PointsTest extends OpenedTables {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final SeriesKey A = series("a.value", "1");
  private static final SeriesKey B = series("b.value", "1");

  private StorageBackend backend;
  private PointStore points;

  @BeforeEach
  void openStore() throws Exception {
    session.keep();
    backend = JdbcStore.on(source);
    points = backend.points();
  }

  @AfterEach
  void closeStore() {
    backend.close();
  }

  @Test
  void pagesEndWithinPointsOfOneTimeAndLoseNone() {
    List<Point> all = new ArrayList<>();
    for (int i = 0; i < 2 * PointPages.POINTS_A_PAGE + 7; i++) {
      all.add(new Point(i % 3 == 0 ? series("a.value", "2") : A, TEN.plusMillis(i / 4_000), i));
    }
    createInAnyOrder(all);

    List<Point> found = find(TEN, TEN.plusSeconds(60));
    assertThat(found).containsExactlyInAnyOrderElementsOf(all);
    assertThat(found).extracting(Point::at).isSorted();
  }

  @Test
  void aFullLastPageIsTheLast() {
    List<Point> all = new ArrayList<>();
    for (int i = 0; i < PointPages.POINTS_A_PAGE; i++) {
      all.add(new Point(A, TEN.plusMillis(i), i));
    }
    createInAnyOrder(all);

    assertThat(find(TEN, TEN.plusSeconds(60))).isEqualTo(all);
  }

  private void createInAnyOrder(List<Point> all) {
    List<Point> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(7));
    for (int at = 0; at < shuffled.size(); at += PointStore.MAX_BATCH) {
      List<Point> part = shuffled.subList(at, Math.min(shuffled.size(), at + PointStore.MAX_BATCH));
      points.createBatch(new PointBatch(new WriterId(7, 7), at + 1L, part));
    }
  }

  @Test
  void whoReadsSlowlyKeepsNobodyFromReadingWritingAndPurging() {
    points.createBatch(PointBatch.of(new Point(A, TEN, 1)));
    List<PointCursor> slow = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      slow.add(points.find("a.value", TEN, TEN.plusSeconds(60)));
      assertThat(slow.get(i).hasNext()).isTrue();
    }

    points.createBatch(PointBatch.of(new Point(A, TEN, 2)));
    assertThat(find(TEN, TEN.plusSeconds(60))).hasSize(2);
    assertThat(points.purge(lease(), TEN.plusSeconds(1), 10)).isEqualTo(2);
    assertThat(slow).allSatisfy(cursor -> assertThat(cursor.next().value()).isEqualTo(1));
  }

  @Test
  void aPurgeGoesThroughTheMetricsInPortions() throws Exception {
    for (int i = 0; i < 5; i++) {
      points.createBatch(
          PointBatch.of(
              new Point(A, TEN.plusSeconds(60 * i), i), new Point(B, TEN.plusSeconds(60 * i), i)));
    }

    assertThat(points.purge(lease(), TEN.plusSeconds(180), 4)).isEqualTo(4);
    assertThat(points.purge(lease(), TEN.plusSeconds(180), 4)).isEqualTo(2);
    assertThat(points.purge(lease(), TEN.plusSeconds(180), 4)).isZero();
    assertThat(find(TEN, TEN.plusSeconds(600))).extracting(Point::value).containsExactly(3.0, 4.0);
    assertThat(numbers("SELECT bucket FROM metric_point_minute ORDER BY bucket, series_id"))
        .containsExactly(minute(3), minute(3), minute(4), minute(4));
  }

  @Test
  void aMinuteOfWhichSomePointsGoIsNotShownByTheOthers() throws Exception {
    points.createBatch(PointBatch.of(new Point(A, TEN, 1), new Point(A, TEN.plusSeconds(30), 2)));
    points.purge(lease(), TEN.plusSeconds(30), 10);

    assertThat(number("SELECT COUNT(*) FROM metric_point")).isEqualTo(1);
    assertThat(number("SELECT COUNT(*) FROM metric_point_minute")).isZero();
  }

  @Test
  void whoLostTheLeaseRemovesNoMinutesEither() throws Exception {
    points.createBatch(PointBatch.of(new Point(A, TEN, 1)));
    Lease lost = lease();
    backend.control().release(lost);
    backend.control().acquire("janitor", new WriterId(2, 2), Duration.ofHours(1));

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> points.purge(lost, TEN.plusSeconds(60), 10));
    assertThat(number("SELECT COUNT(*) FROM metric_point_minute")).isEqualTo(1);
  }

  @Test
  void aMinuteHasTheLeastShareOfItsPoints() throws Exception {
    points.createBatch(PointBatch.of(new Point(A, TEN, 1), new Point(A, TEN, 1, 0.5)));
    points.createBatch(PointBatch.of(new Point(A, TEN.plusSeconds(59), 1, 0.25)));
    points.createBatch(PointBatch.of(new Point(A, TEN.plusSeconds(59), 1)));
    points.createBatch(PointBatch.of(new Point(A, Instant.ofEpochMilli(-1), 1)));

    assertThat(texts("SELECT bucket || ' ' || share FROM metric_point_minute ORDER BY bucket"))
        .containsExactly("-60 1.0", minute(0) + " 0.25");
  }

  @Test
  void theNumbersOfPointsAreNeverGivenTwice() throws Exception {
    points.createBatch(PointBatch.of(new Point(A, TEN, 1), new Point(A, TEN, 1)));
    points.purge(lease(), TEN.plusSeconds(1), 10);
    points.createBatch(PointBatch.of(new Point(B, TEN, 1)));

    assertThat(numbers("SELECT id FROM metric_point")).containsExactly(3L);
  }

  private static long minute(int minute) {
    return TEN.getEpochSecond() + 60 * minute;
  }

  private Lease lease() {
    return backend
        .control()
        .acquire("janitor", new WriterId(1, 1), Duration.ofHours(1))
        .orElseThrow();
  }

  private List<Point> find(Instant from, Instant to) {
    List<Point> found = new ArrayList<>();
    try (PointCursor cursor = points.find("a.value", from, to)) {
      cursor.forEachRemaining(found::add);
    }
    return found;
  }
}
