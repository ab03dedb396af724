package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tallystick.Counter;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.UserMetricKind;
import io.tallystick.core.aggregate.LiveSeries;
import io.tallystick.core.aggregate.Reading;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.points.MetricPoint;
import io.tallystick.core.record.LogLines;
import io.tallystick.core.testing.ForwardingBackend;
import io.tallystick.guard.Rule;
import io.tallystick.spi.Lease;
import io.tallystick.spi.Point;
import io.tallystick.spi.PointBatch;
import io.tallystick.spi.PointCursor;
import io.tallystick.spi.PointStore;
import io.tallystick.spi.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Points from the recording call to the store; the test moves time and data. */
class RawPointsTest {
  private static final Instant START = Instant.ofEpochMilli(TestClock.START_MILLIS);
  private static final Instant END = START.plus(Duration.ofDays(1));
  private static final Tags PAID = Tags.of("status", "paid");

  private final TestClock clock = new TestClock();
  private final Store store = new Store(clock);
  private final Pipeline pipeline = pipeline();
  private final Metrics metrics = pipeline.metrics();

  private Pipeline pipeline() {
    OptionValues values =
        new OptionValues()
            .set(Options.SOURCE, "service:api")
            .set(Options.TAGS, Tags.of("region", "eu"))
            .set(
                Options.POINTS,
                Map.of(
                    "orders.count", 1.0,
                    "orders.value", 1.0,
                    "pool.active", 1.0,
                    "mail.duration_ms", 1.0,
                    "user.sent.count", 1.0,
                    "some.value", 0.1));
    RuntimeOptions options =
        RuntimeOptions.resolve(OptionSources.NONE, values, Runtime.getRuntime().maxMemory());
    return new Pipeline(options, store, clock);
  }

  /** Ticks and flushes, and the clock goes on. */
  private void pass(Duration duration) {
    for (long left = duration.toSeconds(); left > 0; left -= 10) {
      clock.pass(Duration.ofSeconds(10));
      pipeline.tick();
      pipeline.store();
    }
  }

  /** Past the minute in which the runtime started. */
  private void leaveFirstMinute() {
    metrics.count("orders.count", 1_000);
    pass(Duration.ofMinutes(1));
    store.kept.clear();
  }

  private List<Double> values() {
    return store.kept.stream().map(Point::value).toList();
  }

  @Test
  void samplesOfEveryWayToRecordAreKept() throws Exception {
    leaveFirstMinute();
    Counter bound = metrics.counter("orders.count", PAID);
    metrics.count("orders.count", 1, "status", "paid");
    metrics.count("orders.count", 2, PAID);
    metrics.count("orders.count", 2.5, PAID);
    bound.increment();
    bound.add(4);
    bound.add(0.5);
    metrics.histogram("orders.value", PAID).record(7);
    metrics.histogram("orders.value", PAID).record(7.5);
    metrics.histogram("orders.value", 8, "status", "paid");
    metrics.gauge("pool.active", 3);
    metrics.gauge("pool.active", Tags.empty()).add(2);
    metrics.measure("mail.duration_ms", Tags.empty(), () -> "sent");
    metrics.recordUserMetric("t1", "sent.count", 6, UserMetricKind.COUNT, PAID);
    metrics.count("refunds.count", 9);
    pass(Duration.ofMinutes(1));

    assertThat(named("orders.count")).containsExactly(1.0, 2.0, 2.5, 1.0, 4.0, 0.5);
    assertThat(named("orders.value")).containsExactly(7.0, 7.5, 8.0);
    assertThat(named("pool.active")).containsExactly(3.0, 5.0);
    assertThat(named("mail.duration_ms")).hasSize(1);
    assertThat(named("user.sent.count")).containsExactly(6.0);
    assertThat(store.kept).hasSize(13).allMatch(point -> point.share() == 1);
    Point first = store.kept.get(0);
    assertThat(first.series().tags()).isEqualTo(Tags.of("region", "eu", "status", "paid"));
    assertThat(first.series().source()).isEqualTo("service:api");
    assertThat(first.at()).isEqualTo(START.plusSeconds(60));
  }

  private List<Double> named(String name) {
    return store.kept.stream()
        .filter(point -> point.series().name().equals(name))
        .map(Point::value)
        .toList();
  }

  @Test
  void badValuesAndPersonalDataAreNotKept() {
    leaveFirstMinute();
    metrics.histogram("orders.value", Double.NaN);
    metrics.count("orders.count", -1);
    metrics.count("orders.count", Double.POSITIVE_INFINITY);
    metrics.gauge("pool.active", Double.NEGATIVE_INFINITY);
    metrics.histogram("orders.value", 5, "user_name", "a@b.example");
    metrics.histogram("orders.value", 6, "note", "a@b.example");
    pass(Duration.ofMinutes(1));

    assertThat(values()).containsExactlyInAnyOrder(5.0, 6.0);
    assertThat(store.kept.toString()).doesNotContain("@");
  }

  @Test
  void aShareOfTheSamplesIsPickedByChanceAndSaysSo() {
    for (int i = 0; i < 10_000; i++) {
      metrics.histogram("some.value", i);
    }
    pipeline.store();

    assertThat(store.kept).hasSizeBetween(700, 1_300).allMatch(point -> point.share() == 0.1);
  }

  @Test
  void theMinuteOfTheStartDoesNotStandForItsBucket() {
    metrics.count("orders.count", 1);
    pass(Duration.ofMinutes(1));

    assertThat(store.kept).singleElement().matches(point -> point.share() < 1);
  }

  @Test
  void whatTheBucketCountedPastItsEndIsOfItsMinute() {
    leaveFirstMinute();
    metrics.count("orders.count", 1);
    pass(Duration.ofSeconds(50));
    clock.pass(Duration.ofMillis(10_003));
    metrics.count("orders.count", 2);
    pipeline.tick();
    metrics.count("orders.count", 4);
    pipeline.store();

    assertThat(values()).containsExactly(1.0, 2.0);
    assertThat(store.kept).allMatch(point -> point.share() == 1);
    assertThat(store.kept.get(1).at()).isEqualTo(START.plusMillis(119_999));
    pass(Duration.ofMinutes(1));
    assertThat(values()).containsExactly(1.0, 2.0, 4.0);
    assertThat(store.kept).allMatch(point -> point.share() == 1);
  }

  @Test
  void dropsAreCountedAndTheirMinutesDoNotStandForTheirBuckets() {
    leaveFirstMinute();
    for (int i = 0; i < 300_000; i++) {
      metrics.histogram("orders.value", 1);
    }
    pass(Duration.ofMinutes(1));

    double dropped = 300_000 - store.kept.size();
    assertThat(dropped).isPositive();
    assertThat(dropped("points_full")).isEqualTo(dropped);
    assertThat(store.kept).allMatch(point -> point.share() < 1);

    store.kept.clear();
    metrics.histogram("orders.value", 2);
    pass(Duration.ofMinutes(1));
    assertThat(store.kept).singleElement().matches(point -> point.share() == 1);
  }

  private double dropped(String reason) {
    return pipeline.snapshot().series().stream()
        .filter(one -> one.series().name().equals("tallystick.dropped.count"))
        .filter(one -> reason.equals(one.series().tags().get("reason")))
        .map(LiveSeries::total)
        .mapToDouble(total -> ((Reading.OfCounter) total).sum())
        .sum();
  }

  @Test
  void anAnswerThatIsLostDoublesNothing() {
    leaveFirstMinute();
    metrics.count("orders.count", 3);
    store.answersToLose = 2;
    pass(Duration.ofMinutes(2));

    assertThat(store.answersToLose).isZero();
    assertThat(stored("orders.count")).filteredOn(point -> point.share() == 1).hasSize(1);
  }

  @Test
  void pointsThatTheStoreDoesNotTakeAreSpokenOfOnce() {
    leaveFirstMinute();
    LogLines.take("io.tallystick.core.points.");
    store.answersToLose = 3;
    metrics.count("orders.count", 1);
    pass(Duration.ofMinutes(2));

    assertThat(store.answersToLose).isZero();
    assertThat(LogLines.take("io.tallystick.core.points."))
        .singleElement()
        .asString()
        .contains("takes no raw points", "The answer was lost.");
  }

  @Test
  void aPointThatTheStoreNeverTakesLosesNoOther() {
    leaveFirstMinute();
    for (int i = 0; i < 100; i++) {
      metrics.histogram("orders.value", i);
    }
    store.refusedValue = 42;
    pass(Duration.ofMinutes(1));

    assertThat(values()).hasSize(99).doesNotContain(42.0);
    assertThat(dropped("refused_by_store")).isEqualTo(1);
  }

  @Test
  void closingWritesTheRest() {
    leaveFirstMinute();
    metrics.count("orders.count", 3);
    pipeline.points().create(MetricPoint.of("import.value", 4, Tags.empty()));
    pipeline.close(System.nanoTime());

    assertThat(values()).containsExactlyInAnyOrder(3.0, 4.0);
    assertThat(named("orders.count")).hasSize(1);
  }

  @Test
  void theHostKeepsPointsOfAnyTimeAndSource() {
    Instant at = START.minus(Duration.ofDays(2)).plusNanos(1_500_000);
    MetricPoint given = MetricPoint.of("import.value", 4, PAID);
    assertThat(pipeline.points().createBatch(List.of(given, given.at(at).from("service:other"))))
        .allMatch(decision -> decision.isAccepted());
    pipeline.store();

    assertThat(store.kept).extracting(Point::at).containsExactly(START, at.minusNanos(500_000));
    assertThat(store.kept)
        .extracting(point -> point.series().source())
        .containsExactly("service:api", "service:other");
    assertThat(store.kept).allMatch(point -> point.share() == 1);
    assertThat(stored("import.value")).hasSize(1);
    assertThat(find("import.value", START, START)).isEmpty();
    assertThat(find("import.value", START.minusMillis(1), START)).isEmpty();
    assertThat(find("import.value", START, START.plusMillis(1))).hasSize(1);
  }

  @Test
  void aPointOfTheHostIsRefusedByTheRuleThatItBreaks() {
    MetricPoint good = MetricPoint.of("import.value", 4, Tags.empty());
    assertThat(rule(null)).isEqualTo(Rule.NAME_MISSING);
    assertThat(rule(MetricPoint.of("Import", 4, PAID))).isEqualTo(Rule.NAME_SYNTAX);
    assertThat(rule(MetricPoint.of("user.x", 4, PAID))).isEqualTo(Rule.NAME_RESERVED);
    assertThat(rule(good.from("nobody"))).isEqualTo(Rule.NAME_SYNTAX);
    assertThat(rule(good.at(Instant.MAX))).isEqualTo(Rule.POINT_TIME);
    assertThat(rule(good.at(Instant.MIN))).isEqualTo(Rule.POINT_TIME);
    assertThat(rule(MetricPoint.of("import.value", Double.NaN, PAID)))
        .isEqualTo(Rule.VALUE_NOT_FINITE);
    pipeline.store();
    assertThat(store.kept).isEmpty();
  }

  private Rule rule(MetricPoint point) {
    return pipeline.points().create(point).rule();
  }

  @Test
  void theHostsTagsAreGuardedAndTheirNumberBounded() {
    for (int i = 0; i < 1_001; i++) {
      Tags tags = Tags.of("n", "v" + i, "password", "secret");
      Rule rule = rule(MetricPoint.of("import.value", i, tags));
      assertThat(rule).isEqualTo(i < 1_000 ? null : Rule.SERIES_PER_METRIC);
    }
    pipeline.store();

    assertThat(store.kept).hasSize(1_000);
    assertThat(store.kept.toString()).doesNotContain("secret");
  }

  @Test
  void pointsOfAMetricThatIsRecordedTooDoNotStandForItsBucket() {
    metrics.count("refunds.count", 1);
    pipeline.points().create(MetricPoint.of("refunds.count", 5, Tags.empty()));
    pipeline.store();

    assertThat(store.kept).singleElement().matches(point -> point.share() < 1);
  }

  @Test
  void whatThreadsRecordAcrossMinutesAddsUpByPointsAndBuckets() throws Exception {
    leaveFirstMinute();
    List<Thread> threads = new ArrayList<>();
    for (int thread = 0; thread < 3; thread++) {
      threads.add(
          new Thread(
              () -> {
                for (int i = 0; i < 5_000; i++) {
                  metrics.count("orders.count", i % 7, PAID);
                }
              }));
    }
    threads.forEach(Thread::start);
    while (threads.stream().anyMatch(Thread::isAlive)) {
      pass(Duration.ofSeconds(10));
    }
    pass(Duration.ofMinutes(2));

    double all = named("orders.count").stream().mapToDouble(Double::doubleValue).sum();
    assertThat(all).isCloseTo(3 * sumOf(5_000), within(1e-6));
  }

  private static double sumOf(int samples) {
    double sum = 0;
    for (int i = 0; i < samples; i++) {
      sum += i % 7;
    }
    return sum;
  }

  private List<Point> stored(String name) {
    return find(name, START, END);
  }

  private List<Point> find(String name, Instant from, Instant to) {
    List<Point> found = new ArrayList<>();
    try (PointCursor cursor = pipeline.points().find(name, from, to)) {
      cursor.forEachRemaining(found::add);
    }
    return found;
  }

  /** Keeps a list of what it took, loses answers, and never takes one value. */
  private static final class Store extends ForwardingBackend implements PointStore {
    private final InMemoryBackend memory;
    private final List<Point> kept = Collections.synchronizedList(new ArrayList<>());
    private int answersToLose;
    private double refusedValue = Double.NaN;

    Store(TestClock clock) {
      this(InMemoryBackend.with(clock.wall(), ZoneOffset.UTC, InMemoryBackend.STANDARD_BUCKETS));
    }

    private Store(InMemoryBackend memory) {
      super(memory);
      this.memory = memory;
    }

    @Override
    public PointStore points() {
      return this;
    }

    @Override
    public void createBatch(PointBatch batch) {
      if (batch.points().stream().anyMatch(point -> point.value() == refusedValue)) {
        throw StorageException.permanent("Not this one.", null);
      }
      memory.points().createBatch(batch);
      if (answersToLose > 0) {
        answersToLose--;
        throw StorageException.temporary("The answer was lost.", null);
      }
      kept.addAll(batch.points());
    }

    @Override
    public PointCursor find(String name, Instant from, Instant to) {
      return memory.points().find(name, from, to);
    }

    @Override
    public int purge(Lease lease, Instant before, int most) {
      return memory.points().purge(lease, before, most);
    }
  }
}
