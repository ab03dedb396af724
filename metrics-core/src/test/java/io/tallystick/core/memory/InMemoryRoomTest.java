package io.tallystick.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.AlertRule;
import io.tallystick.spi.Annotation;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Fold;
import io.tallystick.spi.FoldedBucket;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.Mark;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.Point;
import io.tallystick.spi.PointBatch;
import io.tallystick.spi.PointCursor;
import io.tallystick.spi.PointStore;
import io.tallystick.spi.RateLimitQuery;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.RequestGroup;
import io.tallystick.spi.RequestSummary;
import io.tallystick.spi.RequestTable;
import io.tallystick.spi.SampleAlerts;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes for lack of room, and that it is counted. */
class InMemoryRoomTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final TimeRange YEAR = new TimeRange(TEN, TEN.plus(Duration.ofDays(365)));
  private static final WriterId WRITER = new WriterId(1, 2);
  private static final SeriesKey ORDERS =
      SeriesKey.system("orders.count", MetricKind.COUNTER, "service:api", Tags.empty());
  private static final int RECORDS = 10_000;

  private final InMemoryBackend backend = InMemoryBackend.holding(10);

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void thereAreNoMoreMarksThanBuckets() {
    for (int minute = 0; minute < 1_000; minute += 5) {
      write(minute, 1);
    }

    assertThat(marks()).hasSize(10);
    assertThat(marks().get(0).window()).isEqualTo(minute(950));
    assertThat(backend.givenUp()).isEqualTo(190);
  }

  @Test
  void aWindowThatWasGivenUpInPartIsNotFoldedAnew() {
    write(0, 1);
    write(1, 1);
    fold(0, 2);
    for (int minute = 5; minute < 13; minute++) {
      write(minute, 1);
    }
    write(1, 2);

    assertThat(backend.givenUp()).isOne();
    assertThat(fold(0, 1)).isFalse();
    assertThat(wholes(Granularity.FIVE_MINUTES)).containsExactly(2L);
    assertThat(fold(5, 5)).isTrue();
  }

  @Test
  void theNewestPointsAreKept() {
    for (int batch = 0; batch <= 20; batch++) {
      backend.points().createBatch(points(batch));
    }

    assertThat(backend.givenUp()).isEqualTo(PointStore.MAX_BATCH);
    try (PointCursor found = backend.points().find("orders.count", YEAR.from(), YEAR.to())) {
      assertThat(found.next().at()).isEqualTo(minute(1));
    }
  }

  private static PointBatch points(int minute) {
    Point point = new Point(ORDERS, minute(minute), 1);
    return new PointBatch(WRITER, minute + 1, Collections.nCopies(PointStore.MAX_BATCH, point));
  }

  @Test
  void theNewestEventsAreKept() {
    for (int i = RECORDS; i >= 0; i--) {
      backend.control().putEvent(SampleAlerts.event("e" + i, minute(i)));
    }

    assertThat(backend.control().events(YEAR, 2 * RECORDS))
        .hasSize(RECORDS)
        .noneMatch(event -> event.id().equals("e0"));
    assertThat(backend.givenUp()).isOne();
  }

  @Test
  void theNewestDeliveriesAreKept() {
    for (int i = RECORDS; i >= 0; i--) {
      backend.control().putDelivery(SampleAlerts.delivery("e", "log", i + 1, minute(i)));
    }

    assertThat(backend.control().deliveries("e"))
        .hasSize(RECORDS)
        .noneMatch(delivery -> delivery.at().equals(minute(0)));
    assertThat(backend.givenUp()).isOne();
  }

  @Test
  void theNewestAnnotationsAreKept() {
    for (int i = RECORDS; i >= 0; i--) {
      TimeRange moment = new TimeRange(minute(i), minute(i));
      Annotation annotation = new Annotation("a" + i, 1, moment, "", Tags.empty());
      backend.control().putAnnotation(annotation, 0);
    }

    assertThat(backend.control().annotations(YEAR, 2 * RECORDS))
        .hasSize(RECORDS)
        .noneMatch(annotation -> annotation.id().equals("a0"));
    assertThat(backend.givenUp()).isOne();
  }

  @Test
  void theNewestUsesOfRateLimitsAreKept() {
    for (int i = RECORDS; i >= 0; i--) {
      RateLimitUse use = RateLimitUse.ofMinute("client:1", minute(i), WRITER, i, 600);
      backend.control().putRateLimitUses(List.of(use));
    }

    RateLimitQuery all = RateLimitQuery.of(Granularity.MINUTE, YEAR, 2 * RECORDS);
    assertThat(backend.control().rateLimitUses(all))
        .hasSize(RECORDS)
        .noneMatch(use -> use.used() == 0);
    assertThat(backend.givenUp()).isOne();
  }

  @Test
  void theNewestRequestsOfEachGranularityAreKept() {
    RequestTable table = backend.requests().orElseThrow();
    Lease lease = acquire("janitor");
    table.put(lease, List.of(requests(Granularity.HOUR, TEN)));
    for (int i = RECORDS; i >= 0; i--) {
      table.put(lease, List.of(requests(Granularity.MINUTE, minute(i))));
    }

    assertThat(table.find(Granularity.MINUTE, YEAR))
        .hasSize(RECORDS)
        .noneMatch(row -> row.group().start().equals(TEN));
    assertThat(table.find(Granularity.HOUR, YEAR)).hasSize(1);
    assertThat(backend.givenUp()).isOne();
  }

  private static RequestSummary requests(Granularity granularity, Instant start) {
    RequestGroup group = new RequestGroup(granularity, start, "/orders", "GET", null);
    return new RequestSummary(group, 1, 0, 0, null, 0, 0);
  }

  @Test
  void noRuleGoesForAnother() {
    for (int i = 0; i < 1_000; i++) {
      backend.control().putRule(rule("r" + i, 1), 0);
    }

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> backend.control().putRule(rule("one more", 1), 0))
        .withMessage(
            "The in-memory backend holds 1000 alert rules and has no room for one more: remove one"
                + " first.")
        .matches(StorageException::canRetry);
    assertThat(backend.control().putRule(rule("r7", 2), 1)).isTrue();
    backend.control().removeRule("r8", 1);
    assertThat(backend.control().putRule(rule("one more", 1), 0)).isTrue();
  }

  private static AlertRule rule(String id, long version) {
    return SampleAlerts.rule(id, version, "Many errors", TEN);
  }

  @Test
  void leasesHaveFewNames() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(acquire("lease " + i)).isNotNull();
    }

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> acquire("one more"))
        .matches(e -> !e.canRetry());
    assertThat(acquire("lease 7").token()).isOne();
  }

  private Lease acquire(String name) {
    return backend.control().acquire(name, WRITER, Duration.ofHours(1)).orElseThrow();
  }

  private void write(int minute, long version) {
    Bucket bucket = new Bucket(minute(minute), version, CounterState.ofWhole(version));
    backend.buckets().write(Batch.of(new OwnedBucket(ORDERS, Granularity.MINUTE, WRITER, bucket)));
  }

  private boolean fold(int minute, long whole) {
    FoldedBucket folded = new FoldedBucket(ORDERS, CounterState.ofWhole(whole));
    return backend
        .buckets()
        .fold(
            acquire("janitor"),
            new Fold(Granularity.FIVE_MINUTES, minute(minute), List.of(folded), List.of()));
  }

  private List<Mark> marks() {
    return backend.buckets().marks(Granularity.FIVE_MINUTES, YEAR, 10_000);
  }

  private List<Long> wholes(Granularity granularity) {
    List<Long> wholes = new ArrayList<>();
    try (BucketCursor found = backend.buckets().readAll(granularity, YEAR)) {
      found.forEachRemaining(owned -> wholes.add(((CounterState) owned.bucket().state()).whole()));
    }
    return wholes;
  }

  private static Instant minute(int minute) {
    return TEN.plus(Duration.ofMinutes(minute));
  }
}
