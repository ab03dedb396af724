package io.tallystick.core.aggregate;

import static io.tallystick.core.aggregate.Stage.START_MILLIS;
import static io.tallystick.core.aggregate.Stage.counted;
import static io.tallystick.core.aggregate.Stage.counter;
import static io.tallystick.core.aggregate.Stage.gauge;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.record.LogLines;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockStepsTest {
  private final Stage stage = new Stage();

  @Test
  void aStepBackOfAMinuteStaysInTheNewestBucket() {
    stage.pass(70).tick();
    stage.metrics().count("orders.count");
    stage.step(-60);
    BucketReadings read = stage.tickOne();

    assertThat(read.startMillis()).isEqualTo(START_MILLIS + 60_000);
    assertThat(read.incarnation()).isZero();
    assertThat(read.isFinal()).isFalse();
  }

  @Test
  void theNewestBucketStaysOpenUntilTheWallHasPassedItsEndAgain() {
    stage.pass(70).tick();
    stage.step(-60);
    for (int tick = 0; tick < 10; tick++) {
      stage.metrics().count("orders.count");
      assertThat(stage.pass(10).tickOne().startMillis()).isEqualTo(START_MILLIS + 60_000);
    }
    stage.metrics().count("orders.count");
    BucketReadings last = stage.pass(10).tickOne();

    assertThat(last.isFinal()).isTrue();
    assertThat(counter(last, "orders.count").whole()).isEqualTo(11);
  }

  @Test
  void aLargerStepBackBeginsAnotherIncarnationAndMixesNothing() {
    stage.pass(70).tick();
    stage.metrics().count("orders.count", 2);
    stage.step(-61);
    BucketReadings before = stage.tickOne();
    stage.metrics().count("orders.count", 3);
    BucketReadings after = stage.pass(1).tickOne();

    assertThat(before.incarnation()).isZero();
    assertThat(before.isFinal()).isTrue();
    assertThat(before.startMillis()).isEqualTo(START_MILLIS + 60_000);
    assertThat(counter(before, "orders.count").whole()).isEqualTo(2);
    assertThat(after.incarnation()).isEqualTo(1);
    assertThat(after.version()).isEqualTo(1);
    assertThat(after.startMillis()).isEqualTo(START_MILLIS);
    assertThat(counter(after, "orders.count").whole()).isEqualTo(3);
  }

  @Test
  void aLeapBackIsLoggedByWhoeverMayWaitForTheLogAndNotByTheTick() {
    LogLines.take(BucketClock.class.getName());
    stage.pass(70).tick();
    stage.step(-61).tick();
    stage.step(-90).tick();
    assertThat(LogLines.take(BucketClock.class.getName())).isEmpty();

    stage.logClock();
    stage.logClock();
    assertThat(LogLines.take(BucketClock.class.getName()))
        .singleElement()
        .asString()
        .startsWith("WARN The clock went back by 61 s");
  }

  private List<String> logged() {
    stage.logClock();
    return LogLines.take(ClockStepsTest.class.getPackageName());
  }

  @Test
  void aSmallStepBackIsLoggedOnceHoweverLongTheClockTakesToCatchUp() {
    LogLines.take(ClockStepsTest.class.getPackageName());
    stage.pass(70).tick();
    stage.step(-50).tick();
    assertThat(LogLines.take(ClockStepsTest.class.getPackageName())).isEmpty();
    assertThat(logged())
        .singleElement()
        .asString()
        .startsWith("WARN The clock went back by 50000 ms: the newest bucket stays open");
    for (int tick = 0; tick < 9; tick++) {
      stage.pass(10).tick();
      assertThat(logged()).isEmpty();
    }
    stage.step(-3).tick();

    assertThat(logged()).singleElement().asString().contains("3000 ms");
  }

  @Test
  void aLeapAheadOfMoreThanAnHourIsLoggedOnce() {
    LogLines.take(ClockStepsTest.class.getPackageName());
    stage.pass(10).step(3_600).tick();
    assertThat(logged()).isEmpty();
    stage.pass(10).step(3_601).tick();
    stage.pass(10).tick();

    assertThat(logged())
        .singleElement()
        .asString()
        .startsWith("WARN The clock leapt ahead by 3601 s:");
    assertThat(logged()).isEmpty();
  }

  @Test
  void aPauseOfHoursIsNoLeap() {
    LogLines.take(ClockStepsTest.class.getPackageName());
    stage.pass(7_300).tick();

    assertThat(logged()).isEmpty();
  }

  @Test
  void severalSmallStepsBackAreTogetherALargeOne() {
    stage.pass(170).tick();
    stage.step(-40).tick();
    stage.metrics().count("orders.count");
    stage.step(-40);

    assertThat(stage.tickOne().isFinal()).isTrue();
    stage.metrics().count("orders.count");
    assertThat(stage.tickOne().incarnation()).isEqualTo(1);
  }

  @Test
  void aStepBackThatIsTakenBackLeavesNoTrace() {
    stage.metrics().count("orders.count");
    stage.step(-50).tick();
    stage.step(50);
    stage.metrics().count("orders.count");
    BucketReadings read = stage.tickOne();

    assertThat(read.incarnation()).isZero();
    assertThat(read.startMillis()).isEqualTo(START_MILLIS);
    assertThat(counter(read, "orders.count").whole()).isEqualTo(2);
  }

  @Test
  void aLeapForwardEndsTheBucketAndOpensTheOneOfNow() {
    stage.metrics().count("orders.count", 2);
    stage.step(86_400);
    BucketReadings before = stage.tickOne();
    stage.metrics().count("orders.count", 3);
    BucketReadings after = stage.pass(1).tickOne();

    assertThat(before.isFinal()).isTrue();
    assertThat(before.startMillis()).isEqualTo(START_MILLIS);
    assertThat(after.startMillis()).isEqualTo(START_MILLIS + 86_400_000L);
    assertThat(after.incarnation()).isZero();
    assertThat(counter(after, "orders.count").whole()).isEqualTo(3);
  }

  @Test
  void afterAPauseOverMinutesTheFirstTickEndsTheOldBucketAndTheOnesBetweenStayEmpty() {
    stage.metrics().gauge("pool.active", 4);
    stage.tick();
    stage.metrics().count("orders.count", 2);
    BucketReadings old = stage.pass(330).tickOne();
    stage.metrics().count("orders.count", 3);
    BucketReadings now = stage.pass(1).tickOne();

    assertThat(old.startMillis()).isEqualTo(START_MILLIS);
    assertThat(old.isFinal()).isTrue();
    assertThat(gauge(old, "pool.active").lastAtMillis()).isEqualTo(START_MILLIS + 59_999);
    assertThat(gauge(old, "pool.active").weightedSum())
        .isEqualTo(4.0 * gauge(old, "pool.active").observedMillis());
    assertThat(now.startMillis()).isEqualTo(START_MILLIS + 300_000);
    assertThat(counted(stage.ticked(), "orders.count")).isEqualTo(5);
  }

  @Test
  void aStepOfTheWallIsNoTimeOfAGauge() {
    stage.metrics().gauge("pool.active", 4);
    stage.tick();
    stage.step(3_600).pass(1);

    assertThat(gauge(stage.tickOne(), "pool.active").observedMillis()).isEqualTo(1_000);
  }

  @Test
  void theFirstBucketHoldsTheStartAlthoughItBeganBefore() {
    BucketClock clock = new BucketClock(60_000, START_MILLIS + 25_000);

    assertThat(clock.startMillis()).isEqualTo(START_MILLIS);
    assertThat(clock.isOver(START_MILLIS + 59_999)).isFalse();
    assertThat(clock.isOver(START_MILLIS + 60_000)).isTrue();
  }

  @Test
  void bucketsBefore1970AreAlignedLikeAllOthers() {
    BucketClock clock = new BucketClock(60_000, -1);

    assertThat(clock.startMillis()).isEqualTo(-60_000);
    assertThat(clock.endMillis()).isZero();
  }
}
