package io.tallystick.core.aggregate;

import static io.tallystick.core.aggregate.Stage.START_MILLIS;
import static io.tallystick.core.aggregate.Stage.find;
import static io.tallystick.core.aggregate.Stage.gauge;
import static io.tallystick.core.aggregate.Stage.live;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.GaugeRegistration;
import io.tallystick.core.record.PolledGauge;
import org.junit.jupiter.api.Test;

class GaugeBucketsTest {
  private static final String NAME = "pool.active";

  private final Stage stage = new Stage();

  @Test
  void theMeanWeightsEachTicksValueByTheTimeToTheNextTick() {
    stage.metrics().gauge(NAME, 3);
    stage.tick(); // 3 for 40 s
    stage.pass(40).tick();
    stage.metrics().gauge(NAME, 6);
    stage.tick(); // 6 for 20 s
    Reading.OfGauge read = gauge(stage.pass(20).tickOne(), NAME);

    assertThat(read.observedMillis()).isEqualTo(60_000);
    assertThat(read.weightedSum()).isEqualTo(3 * 40_000 + 6 * 20_000);
    assertThat(read.last()).isEqualTo(6);
  }

  @Test
  void valuesBetweenTicksCountForMinAndMaxAloneAndNotForTheMean() {
    stage.metrics().gauge(NAME, 5);
    stage.tick();
    stage.metrics().gauge(NAME, 100);
    stage.metrics().gauge(NAME, -100);
    stage.metrics().gauge(NAME, 5);
    Reading.OfGauge read = gauge(stage.pass(10).tickOne(), NAME);

    assertThat(read.min()).isEqualTo(-100);
    assertThat(read.max()).isEqualTo(100);
    assertThat(read.last()).isEqualTo(5);
    assertThat(read.weightedSum()).isEqualTo(5 * 10_000);
  }

  @Test
  void aBucketBeginsWithTheValueThatTheOneBeforeEndedWith() {
    stage.metrics().gauge(NAME, 50);
    stage.metrics().gauge(NAME, 4);
    stage.pass(60).tick();
    Reading.OfGauge next = gauge(stage.pass(60).tickOne(), NAME);

    assertThat(next.min()).isEqualTo(4);
    assertThat(next.max()).isEqualTo(4);
    assertThat(next.weightedSum()).isEqualTo(4 * 60_000);
    assertThat(next.observedMillis()).isEqualTo(60_000);
  }

  @Test
  void aGaugeIsReadInEveryBucketAlthoughItDoesNotChange() {
    stage.metrics().gauge(NAME, 4);
    stage.pass(60).tick();

    for (int minute = 1; minute < 150; minute++) {
      BucketReadings bucket = stage.pass(60).tickOne();
      assertThat(bucket.startMillis()).isEqualTo(START_MILLIS + minute * 60_000L);
      assertThat(gauge(bucket, NAME).last()).isEqualTo(4);
    }
  }

  @Test
  void itIsSeenLastWhenItIsReadButWithinItsBucket() {
    stage.metrics().gauge(NAME, 4);
    assertThat(gauge(stage.pass(10).tickOne(), NAME).lastAtMillis())
        .isEqualTo(START_MILLIS + 10_000);
    assertThat(gauge(stage.pass(53).tickOne(), NAME).lastAtMillis())
        .isEqualTo(START_MILLIS + 59_999);
  }

  @Test
  void anUnchangedGaugeIsNotReadBeforeTheEndOfItsBucket() {
    stage.metrics().gauge(NAME, 4);
    stage.pass(10).tickOne();
    assertThat(stage.pass(10).tick()).isEmpty();
    stage.metrics().gauge(NAME, 4);
    assertThat(stage.pass(10).tick()).isEmpty();
    assertThat(find(stage.pass(30).tickOne(), NAME)).isPresent();
  }

  @Test
  void whatIsLeftOfAMillisecondIsNotLost() {
    stage.metrics().gauge(NAME, 2);
    stage.tick();
    for (int tick = 0; tick < 50; tick++) {
      stage.passNanos(1_500_000).tick();
    }
    stage.metrics().gauge(NAME, 3);

    assertThat(gauge(stage.tickOne(), NAME).observedMillis()).isEqualTo(75);
  }

  @Test
  void aGaugeWhoseSupplierIsGoneIsNotReadAnyMore() {
    GaugeRegistration registration = stage.metrics().gauge(NAME, () -> 8);
    stage.recording().polledGauges().forEach(PolledGauge::poll);
    assertThat(gauge(stage.pass(60).tickOne(), NAME).last()).isEqualTo(8);
    registration.close();

    assertThat(stage.pass(60).tick()).isEmpty();
    assertThat(Stage.shows(stage.snapshot(), NAME)).isFalse();
  }

  @Test
  void aGaugeThatGoesAndComesBackWithinABucketKeepsWhatTheBucketHad() {
    GaugeRegistration registration = supply(50);
    stage.tick(); // 50 for 10 s
    stage.pass(10).tick();
    registration.close();
    stage.pass(20).tick();
    stage.pass(7);
    supply(4);
    stage.tick(); // 4 for 23 s
    Reading.OfGauge read = gauge(stage.pass(23).tickOne(), NAME);

    assertThat(read.min()).isEqualTo(4);
    assertThat(read.max()).isEqualTo(50);
    assertThat(read.last()).isEqualTo(4);
    assertThat(read.observedMillis()).isEqualTo(33_000);
    assertThat(read.weightedSum()).isEqualTo(50 * 10_000 + 4 * 23_000);
  }

  @Test
  void aSnapshotShowsWhatAGaugeHadBeforeItWentAndCameBack() {
    GaugeRegistration registration = supply(50);
    stage.tick();
    stage.pass(10).tick();
    registration.close();
    stage.pass(10).tick();
    supply(4);

    assertThat(live(stage.snapshot(), NAME).bucket())
        .isEqualTo(new Reading.OfGauge(4, START_MILLIS + 20_000, 4, 50, 50 * 10_000, 10_000));
  }

  @Test
  void aGaugeThatComesBackInALaterBucketBringsNothingAlong() {
    GaugeRegistration registration = supply(50);
    stage.tick();
    registration.close();
    stage.pass(60).tick();
    supply(4);
    stage.tick();

    assertThat(gauge(stage.pass(60).tickOne(), NAME))
        .isEqualTo(new Reading.OfGauge(4, START_MILLIS + 119_999, 4, 4, 4 * 60_000, 60_000));
  }

  private GaugeRegistration supply(double value) {
    GaugeRegistration registration = stage.metrics().gauge(NAME, () -> value);
    stage.recording().polledGauges().forEach(PolledGauge::poll);
    return registration;
  }

  @Test
  void aSnapshotShowsTheMeanUpToNow() {
    stage.metrics().gauge(NAME, 3);
    stage.tick();
    stage.pass(4);
    stage.metrics().gauge(NAME, 9);
    Reading.OfGauge read = (Reading.OfGauge) live(stage.snapshot(), NAME).bucket();

    assertThat(read)
        .isEqualTo(new Reading.OfGauge(9, START_MILLIS + 4_000, 3, 9, 3 * 4_000, 4_000));
  }

  @Test
  void aSnapshotLeavesTheMeanOfTheTicksAsItIs() {
    stage.metrics().gauge(NAME, 1);
    stage.tick();
    stage.metrics().gauge(NAME, 5);
    stage.pass(4).snapshot();
    Reading.OfGauge read = gauge(stage.pass(6).tickOne(), NAME);

    assertThat(read.weightedSum()).isEqualTo(10_000);
    assertThat(read.observedMillis()).isEqualTo(10_000);
    assertThat(read.max()).isEqualTo(5);
  }

  @Test
  void aGaugeThatASnapshotSawFirstIsObservedFromItsFirstTickOn() {
    stage.metrics().gauge(NAME, 5);
    stage.pass(4).snapshot();
    stage.metrics().gauge(NAME, 2);

    assertThat(gauge(stage.pass(6).tickOne(), NAME))
        .isEqualTo(new Reading.OfGauge(2, START_MILLIS + 10_000, 2, 5, 0, 0));
  }
}
