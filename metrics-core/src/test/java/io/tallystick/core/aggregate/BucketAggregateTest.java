package io.tallystick.core.aggregate;

import static io.tallystick.core.aggregate.Stage.START_MILLIS;
import static io.tallystick.core.aggregate.Stage.counter;
import static io.tallystick.core.aggregate.Stage.find;
import static io.tallystick.core.aggregate.Stage.histogram;
import static io.tallystick.core.aggregate.Stage.live;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.sketch.QuantileSketch;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketAggregateTest {
  private final Stage stage = new Stage();

  @Test
  void aTickGivesAllThatHappenedInTheBucketSoFar() {
    stage.metrics().count("orders.count", 2);
    assertThat(counter(stage.pass(10).tickOne(), "orders.count").whole()).isEqualTo(2);

    stage.metrics().count("orders.count", 3);
    assertThat(counter(stage.pass(10).tickOne(), "orders.count").whole()).isEqualTo(5);
  }

  @Test
  void theVersionCountsTheReadingsOfOneBucketFromOne() {
    stage.metrics().count("orders.count");
    BucketReadings first = stage.pass(10).tickOne();
    stage.metrics().count("orders.count");
    BucketReadings second = stage.pass(10).tickOne();
    stage.metrics().count("orders.count");
    BucketReadings last = stage.pass(40).tickOne();
    stage.metrics().count("orders.count");
    BucketReadings next = stage.pass(10).tickOne();

    assertThat(List.of(first.version(), second.version(), last.version(), next.version()))
        .containsExactly(1L, 2L, 3L, 1L);
    assertThat(List.of(first.isFinal(), second.isFinal(), last.isFinal(), next.isFinal()))
        .containsExactly(false, false, true, false);
    assertThat(List.of(first.startMillis(), last.startMillis(), next.startMillis()))
        .containsExactly(START_MILLIS, START_MILLIS, START_MILLIS + 60_000);
    assertThat(next.incarnation()).isZero();
  }

  @Test
  void aTickWithoutChangesGivesNothingAndTakesNoVersion() {
    stage.metrics().count("orders.count");
    stage.pass(10).tickOne();
    assertThat(stage.pass(10).tick()).isEmpty();

    stage.metrics().count("orders.count");
    assertThat(stage.pass(10).tickOne().version()).isEqualTo(2);
  }

  @Test
  void onlySeriesThatChangedAreRead() {
    stage.metrics().count("orders.count");
    stage.metrics().count("mails.count");
    stage.pass(10).tickOne();
    stage.metrics().count("mails.count");

    BucketReadings second = stage.pass(10).tickOne();
    assertThat(find(second, "orders.count")).isEmpty();
    assertThat(counter(second, "mails.count").whole()).isEqualTo(2);
  }

  @Test
  void aCounterStartsAtNothingInTheNextBucket() {
    stage.metrics().count("orders.count", 7);
    stage.pass(60).tickOne();
    assertThat(stage.pass(10).tick()).isEmpty();
    stage.metrics().count("orders.count", 1);

    assertThat(counter(stage.pass(10).tickOne(), "orders.count").whole()).isEqualTo(1);
  }

  @Test
  void amountsWithAFractionAreSummedBesideWholeOnesAndStartAnewWithTheBucket() {
    stage.metrics().count("fees.count", 0.25);
    stage.metrics().count("fees.count", 2);
    assertThat(counter(stage.pass(10).tickOne(), "fees.count"))
        .isEqualTo(new Reading.OfCounter(2, 0.25));

    stage.metrics().count("fees.count", 0.5);
    assertThat(counter(stage.pass(10).tickOne(), "fees.count"))
        .isEqualTo(new Reading.OfCounter(2, 0.75));
    stage.pass(40).tick();

    stage.metrics().count("fees.count", 0.125);
    BucketReadings next = stage.pass(10).tickOne();
    assertThat(counter(next, "fees.count")).isEqualTo(new Reading.OfCounter(0, 0.125));
    assertThat(live(stage.snapshot(), "fees.count").total())
        .isEqualTo(new Reading.OfCounter(2, 0.875));
  }

  @Test
  void aHistogramHasAllSamplesOfItsBucketAndNoneOfTheBucketBefore() {
    stage.metrics().histogram("upload.size_bytes", 10);
    stage.pass(10).tickOne();
    stage.metrics().histogram("upload.size_bytes", 30);
    Reading.OfHistogram both = histogram(stage.pass(10).tickOne(), "upload.size_bytes");
    stage.pass(40).tick();
    stage.metrics().histogram("upload.size_bytes", 20);
    Reading.OfHistogram next = histogram(stage.pass(10).tickOne(), "upload.size_bytes");

    assertThat(both.count()).isEqualTo(2);
    assertThat(both.sum()).isEqualTo(40);
    assertThat(range(both.sketch())).containsExactly(10, 30);
    assertThat(next.count()).isEqualTo(1);
    assertThat(next.sum()).isEqualTo(20);
    assertThat(range(next.sketch())).containsExactly(20, 20);
  }

  private static double[] range(QuantileSketch sketch) {
    return new double[] {sketch.min(), sketch.max()};
  }

  @Test
  void theFirstTickAfterTheEndStillReadsIntoTheBucketThatEnds() {
    stage.pass(59).tick();
    stage.metrics().count("orders.count", 4);
    BucketReadings last = stage.pass(3).tickOne();

    assertThat(last.startMillis()).isEqualTo(START_MILLIS);
    assertThat(last.isFinal()).isTrue();
    assertThat(counter(last, "orders.count").whole()).isEqualTo(4);
  }

  @Test
  void aSnapshotShowsTheOpenBucketAndAllSinceTheBeginning() {
    stage.metrics().count("orders.count", 2);
    stage.metrics().histogram("upload.size_bytes", 10);
    stage.pass(60).tick();
    stage.metrics().count("orders.count", 3);
    stage.metrics().histogram("upload.size_bytes", 30);
    LiveSnapshot snapshot = stage.pass(5).snapshot();

    LiveSeries orders = live(snapshot, "orders.count");
    assertThat(orders.bucket()).isEqualTo(new Reading.OfCounter(3, 0));
    assertThat(orders.total()).isEqualTo(new Reading.OfCounter(5, 0));
    Reading.OfHistogram bucket = (Reading.OfHistogram) live(snapshot, "upload.size_bytes").bucket();
    Reading.OfHistogram total = (Reading.OfHistogram) live(snapshot, "upload.size_bytes").total();
    assertThat(List.of(bucket.count(), total.count())).containsExactly(1L, 2L);
    assertThat(List.of(bucket.sum(), total.sum())).containsExactly(30.0, 40.0);
    assertThat(snapshot.startMillis()).isEqualTo(START_MILLIS + 60_000);
    assertThat(snapshot.version()).isZero();
  }

  @Test
  void aTenantsSeriesIsReadLikeAnyOther() {
    assertThat(stage.metrics().forTenant("acme").count("invoice.sent", 3)).isEqualTo("accepted");
    BucketReadings read = stage.pass(10).tickOne();

    assertThat(counter(read, "user.invoice.sent").sum()).isEqualTo(3);
    assertThat(read.readings().get(0).series().tenant()).isEqualTo("hash-of-acme");
  }
}
