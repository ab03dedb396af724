package io.tallystick.core.rollup;

import static io.tallystick.core.rollup.Yard.ORDERS;
import static io.tallystick.core.rollup.Yard.START;
import static io.tallystick.spi.Granularity.FIVE_MINUTES;
import static io.tallystick.spi.Granularity.HOUR;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Tags;
import io.tallystick.core.record.LogLines;
import io.tallystick.core.testing.ForwardingBuckets;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Fold;
import io.tallystick.spi.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private final Yard yard = new Yard();
  private Runnable beforeFold = () -> {};
  private int folds;

  @BeforeEach
  void takeOldLines() {
    LogLines.take("io.tallystick.core.rollup");
  }

  /** A janitor that may be held up before each fold. */
  private Janitor heldUp() {
    BucketStore buckets =
        new ForwardingBuckets(yard.buckets) {
          @Override
          public boolean fold(Lease lease, Fold fold) {
            folds++;
            beforeFold.run();
            return super.fold(lease, fold);
          }
        };
    return yard.janitor(FailingBackend.of(yard.backend, buckets));
  }

  private static Instant minute(long number) {
    return START.plus(Duration.ofMinutes(number));
  }

  @Test
  void ofTwoJanitorsOneWorksAndTheOtherDoesWhenItIsGone() {
    Janitor one = yard.janitor();
    Janitor other = yard.janitor();
    one.sweep();
    other.sweep();
    assertThat(one.status().isHolder()).isTrue();
    assertThat(other.status().isHolder()).isFalse();

    one.release();
    other.sweep();
    assertThat(other.status().isHolder()).isTrue();
  }

  @Test
  void whoDiesIsFollowedWhenItsLeaseIsOver() {
    yard.janitor().sweep();
    Janitor next = yard.janitor();
    yard.pass(Duration.ofSeconds(50), next);
    assertThat(next.status().isHolder()).isFalse();
    yard.pass(Duration.ofSeconds(10), next);
    assertThat(next.status().isHolder()).isTrue();
  }

  @Test
  void aJanitorThatSweepsKeepsItsLease() {
    Janitor one = yard.janitor();
    Janitor other = yard.janitor();
    for (int i = 0; i < 60; i++) {
      yard.clock.pass(Duration.ofSeconds(10));
      one.sweep();
      other.sweep();
      assertThat(other.status().isHolder()).isFalse();
    }
  }

  @Test
  void aJanitorPausedPastItsTimeChangesNothingWhenItWakes() {
    Janitor slow = heldUp();
    Janitor other = yard.janitor();
    yard.count(ORDERS, minute(0), 1, 7);
    yard.clock.set(minute(6));
    beforeFold =
        () -> {
          beforeFold = () -> {};
          yard.clock.pass(Duration.ofSeconds(61));
          yard.count(ORDERS, minute(1), 2, 30); // what the paused one read is old by now
          other.sweep();
        };
    slow.sweep();

    assertThat(folds).isEqualTo(1);
    assertThat(yard.total(FIVE_MINUTES)).isEqualTo(37);
    assertThat(slow.status().isHolder()).isFalse();
    assertThat(other.status().isHolder()).isTrue();
    assertThat(LogLines.take(Janitor.class.getName())).hasSize(1);
    slow.sweep();
    slow.sweep();
    assertThat(LogLines.take("io.tallystick.core.rollup")).isEmpty();
  }

  @Test
  void aJanitorPausedBetweenTwoPartsDoesNotSendTheOthers() {
    for (int series = 0; series < 600; series++) {
      yard.count(Yard.counter("orders.count", Tags.of("shop", "s" + series)), START, 1, series);
    }
    Janitor slow = heldUp();
    Janitor other = yard.janitor();
    yard.clock.set(minute(6));
    beforeFold =
        () -> {
          if (folds == 2) {
            yard.clock.pass(Duration.ofSeconds(61));
            other.sweep();
          }
        };
    slow.sweep();

    assertThat(folds).isEqualTo(2);
    assertThat(yard.total(FIVE_MINUTES)).isEqualTo(600L * 599 / 2);
  }

  @Test
  void whoFoundOutThatItsTimeIsOverDoesNotEvenTry() {
    Janitor slow = heldUp();
    Janitor other = yard.janitor();
    yard.count(ORDERS, minute(0), 1, 7);
    yard.clock.set(minute(6));
    slow.sweep();
    yard.clock.pass(Duration.ofMinutes(2));
    other.sweep();
    yard.count(ORDERS, minute(0), 1, 8);
    slow.sweep();

    assertThat(folds).isEqualTo(1);
    assertThat(LogLines.take(Janitor.class.getName())).hasSize(1);
  }

  @Test
  void aLongSweepRenewsItsLease() {
    yard.settings = yard.settings.withSweepTime(Duration.ofMinutes(10));
    for (int minute = 0; minute < 60; minute++) {
      yard.count(ORDERS, minute(minute), 1, 1);
    }
    Janitor one = heldUp();
    Janitor other = yard.janitor();
    yard.clock.set(minute(61));
    List<Boolean> tookOver = new ArrayList<>();
    beforeFold =
        () -> {
          yard.clock.pass(Duration.ofSeconds(25));
          other.sweep();
          tookOver.add(other.status().isHolder());
        };
    one.sweep();

    assertThat(folds).isEqualTo(13);
    assertThat(tookOver).hasSize(13).doesNotContain(true);
    assertThat(yard.total(HOUR)).isEqualTo(60);
  }

  @Test
  void twoJanitorsThatTakeTurnsFoldEverything() {
    Janitor one = yard.janitor();
    Janitor other = yard.janitor();
    for (int minute = 0; minute < 600; minute++) {
      yard.count(ORDERS, minute(minute), 1 + minute % 3, minute);
      yard.clock.pass(Duration.ofMinutes(1));
      (minute % 7 < 3 ? one : other).sweep();
    }
    yard.clock.pass(Duration.ofMinutes(2));
    one.sweep(); // notices that the other was at work meanwhile
    one.sweep();

    assertThat(yard.total(FIVE_MINUTES)).isEqualTo(600L * 599 / 2);
    assertThat(yard.total(HOUR)).isEqualTo(600L * 599 / 2);
    LogLines.take(Janitor.class.getName());
  }
}
