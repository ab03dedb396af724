package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.rollup.JanitorSettings;
import io.tallystick.spi.AlertDelivery;
import io.tallystick.spi.AlertRule;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketKey;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.Point;
import io.tallystick.spi.PointBatch;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.SampleAlerts;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A source that goes on between two copies. */
class CopyAgainTest extends CopiedFiles {
  private static final WriterId C = new WriterId(3, 3);

  @Test
  void whatTheSourceWroteFoldedAndPurgedSinceIsBrought() {
    new SampleHistory(source, NOW).fill();
    copyAll();
    clock.pass(Duration.ofHours(30));
    SampleHistory later = new SampleHistory(source, clock.instant());
    Instant newest = clock.instant().minus(Duration.ofHours(1));
    later.write(SampleHistory.ORDERS, C, newest, CounterState.ofWhole(5));
    later.sweep(JanitorSettings.standard());
    later.writePoints();

    copyAll();

    assertThat(source.buckets().horizon(Granularity.MINUTE)).isAfter(NOW);
    Snapshot.of(target).requireSameAs(Snapshot.of(source));
    Map<BucketKey, BucketState> before = Snapshot.states(target);
    new SampleHistory(target, NOW).fold();
    Snapshot.requireSame(Snapshot.states(target), before);
  }

  @Test
  void aMinuteThatWentOnIsReplaced() {
    source.buckets().write(Batch.of(minute(3, 50)));
    copyAll();
    source.buckets().write(Batch.of(minute(4, 60)));

    CopyReport report = copy();

    assertThat(report.differences()).isEmpty();
    assertThat(report.bucketsWritten()).isOne();
    assertThat(Snapshot.buckets(target)).containsValue(minute(4, 60).bucket()).hasSize(1);
  }

  private static OwnedBucket minute(long version, long whole) {
    Bucket bucket = new Bucket(NOW, version, CounterState.ofWhole(whole));
    return new OwnedBucket(SampleHistory.ORDERS, Granularity.MINUTE, C, bucket);
  }

  @Test
  void whatComesIntoTheSourceMeanwhileIsTold() {
    SampleHistory history = new SampleHistory(source, NOW).fill();
    clock.pass(Duration.ofSeconds(1));

    CopyReport report =
        StoreCopy.from(source)
            .to(target)
            .run(
                line -> {
                  if (line.startsWith("1m")) {
                    history.write(SampleHistory.ORDERS, C, NOW, CounterState.ofWhole(5));
                  }
                });

    assertThat(report.differences())
        .singleElement()
        .asString()
        .startsWith("The source was written or purged while it was copied: copy again");
    copyAll();
    Snapshot.of(target).requireSameAs(Snapshot.of(source));
  }

  @Test
  void whatTheSourcePurgesMeanwhileIsTold() {
    new SampleHistory(source, NOW).fill();

    CopyReport report =
        StoreCopy.from(source)
            .to(target)
            .run(
                line -> {
                  if (line.startsWith("1m")) {
                    clock.pass(Duration.ofHours(5));
                    new SampleHistory(source, NOW).sweep(JanitorSettings.standard());
                  }
                });

    assertThat(report.isComplete()).isFalse();
    copyAll();
    Snapshot.of(target).requireSameAs(Snapshot.of(source));
  }

  @Test
  void pointsThatWerePurgedInTheSourceDoNotMoveTheOthers() {
    SampleHistory history = new SampleHistory(source, NOW);
    history.writePoints();
    StoreCopy.from(source).to(target).run(20, line -> {});
    List<Point> before = Snapshot.points(target);
    Lease lease = source.control().acquire("test", C, Duration.ofHours(1)).orElseThrow();
    assertThat(source.points().purge(lease, NOW.minusSeconds(100), 100)).isEqualTo(18);
    Point late = new Point(SampleHistory.ORDERS, NOW.minusSeconds(90), 7);
    source.points().createBatch(PointBatch.of(late));

    CopyReport report = StoreCopy.from(source).to(target).run(20, line -> {});

    assertThat(report.differences()).isEmpty();
    assertThat(report.pointsWritten()).isOne();
    assertThat(Snapshot.points(target)).containsAll(before).contains(late).hasSize(46);
  }

  @Test
  void whatChangedBesideBucketsIsBrought() {
    SampleHistory history = new SampleHistory(source, NOW).fill();
    copyAll();
    Lease lease = source.control().acquire("test", C, Duration.ofHours(1)).orElseThrow();
    source.requests().orElseThrow().put(lease, List.of(history.requests(1, null, 99)));
    source.control().putRule(SampleAlerts.rule("r1", 2, "Changed", NOW), 1);
    source.control().putEvent(SampleAlerts.event("e9", "r1", "resolved", NOW));
    history.keepStates("rests", "fires too");
    source.control().putDelivery(new AlertDelivery("e0", "webhook ops", 1, NOW, false, "500"));
    source
        .control()
        .putRateLimitUses(
            List.of(
                RateLimitUse.ofMinute(
                    "client:1", Granularity.MINUTE.bucketStart(NOW), SampleHistory.A, 99, 600),
                RateLimitUse.ofMinute("client:1", Granularity.MINUTE.bucketStart(NOW), C, 9, 600)));

    copyAll();

    Snapshot.of(target).requireSameAs(Snapshot.of(source));
    assertThat(target.control().rules()).extracting(AlertRule::name).contains("Changed");
  }
}
