package io.tallystick.core.rollup;

import static io.tallystick.core.rollup.Yard.ORDERS;
import static io.tallystick.core.rollup.Yard.START;
import static io.tallystick.spi.Granularity.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.record.LogLines;
import io.tallystick.spi.StorageException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClockGuardTest {
  private final Yard yard = new Yard();

  @BeforeEach
  void takeOldLines() {
    LogLines.take(ClockGuard.class.getName());
  }

  /** An hour of minutes, each of which is swept. */
  private void recordAnHour(Janitor janitor) {
    for (int minute = 0; minute < 60; minute++) {
      yard.count(ORDERS, MINUTE.bucketStart(yard.clock.instant()), 1, 1);
      yard.pass(Duration.ofMinutes(1), janitor);
    }
  }

  @Test
  void aClockThatLeapsAheadPurgesNothingUntilItWasSteadyForTenMinutes() {
    Janitor janitor = yard.janitor();
    recordAnHour(janitor);
    yard.clock.leap(Duration.ofDays(2));
    yard.pass(Duration.ofMinutes(9), janitor);
    assertThat(yard.rows(MINUTE)).hasSize(60);
    assertThat(janitor.status().waitsForClock()).isTrue();
    assertThat(LogLines.take(ClockGuard.class.getName())).hasSize(1);

    yard.pass(Duration.ofMinutes(2), janitor);
    assertThat(janitor.status().waitsForClock()).isFalse();
    assertThat(yard.rows(MINUTE)).isEmpty();
  }

  @Test
  void aClockThatComesBackInTimeHasPurgedNothing() {
    Janitor janitor = yard.janitor();
    recordAnHour(janitor);
    yard.clock.leap(Duration.ofDays(2));
    yard.pass(Duration.ofMinutes(5), janitor);
    yard.clock.leap(Duration.ofDays(-2));
    yard.pass(Duration.ofHours(2), janitor);

    assertThat(yard.rows(MINUTE)).hasSize(60);
    assertThat(janitor.status().waitsForClock()).isFalse();
    assertThat(LogLines.take(ClockGuard.class.getName())).hasSize(1);
  }

  @Test
  void aClockThatIsSetByLessThanAnHourIsTrusted() {
    Janitor janitor = yard.janitor();
    recordAnHour(janitor);
    yard.clock.leap(Duration.ofMinutes(59));
    janitor.sweep();
    yard.clock.leap(Duration.ofMinutes(-59));
    janitor.sweep();

    assertThat(janitor.status().waitsForClock()).isFalse();
  }

  @Test
  void aStoreWhoseNewestBucketIsOlderThanItIsKeptIsNotPurgedForTenMinutes() {
    Janitor before = yard.janitor();
    recordAnHour(before);
    before.release();
    yard.clock.pass(Duration.ofDays(3));
    Janitor janitor = yard.janitor();
    janitor.look();
    recordAfter(janitor, Duration.ofMinutes(9));
    assertThat(yard.oldest(MINUTE)).contains(START);
    assertThat(LogLines.take(ClockGuard.class.getName())).hasSize(1);

    recordAfter(janitor, Duration.ofMinutes(2));
    assertThat(yard.oldest(MINUTE).orElseThrow()).isAfter(START.plus(Duration.ofDays(2)));
  }

  private void recordAfter(Janitor janitor, Duration duration) {
    yard.count(ORDERS, MINUTE.bucketStart(yard.clock.instant()), 2, 1);
    yard.pass(duration, janitor);
  }

  @Test
  void aStoreThatWasUsedADayAgoIsPurgedAtOnce() {
    recordAnHour(yard.janitor());
    Instant newest = yard.buckets.span(MINUTE).orElseThrow().newest();
    yard.clock.set(newest.plus(Duration.ofHours(24)));
    Janitor janitor = yard.janitor();
    janitor.look();
    janitor.sweep();

    assertThat(janitor.status().waitsForClock()).isFalse();
    assertThat(yard.rows(MINUTE)).hasSizeLessThan(60);
  }

  @Test
  void aStoreThatCouldNotBeAskedIsNotPurgedForTenMinutes() {
    Janitor before = yard.janitor();
    recordAnHour(before);
    before.release();
    yard.clock.pass(Duration.ofDays(3));
    boolean[] isAway = {true};
    Janitor janitor =
        yard.janitor(
            FailingBackend.of(
                yard.backend,
                called -> {
                  if (isAway[0]) {
                    throw StorageException.temporary("The store is away.", null);
                  }
                },
                called -> {}));
    janitor.look();
    isAway[0] = false;
    recordAfter(janitor, Duration.ofMinutes(9));

    assertThat(yard.oldest(MINUTE)).contains(START);
  }
}
