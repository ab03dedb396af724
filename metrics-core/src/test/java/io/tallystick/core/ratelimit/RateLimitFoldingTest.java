package io.tallystick.core.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimitFoldingTest {
  private final LimitRig rig = new LimitRig();
  private final LimitRig.Instance one = rig.instance();
  private final LimitRig.Instance other = rig.instance();
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicBoolean isHeld = new AtomicBoolean(true);
  private final RateLimitFolding folding =
      new RateLimitFolding(
          rig.store,
          () -> isHeld.get() ? rig.lease() : Optional.<Lease>empty(),
          () -> nanos.addAndGet(Duration.ofSeconds(30).toNanos()));

  @AfterEach
  void close() {
    rig.close();
  }

  private void count() {
    one.observe("a", 100, 30);
    other.observe("a", 100, 20);
    one.writer.flush();
    other.writer.flush();
  }

  @Test
  void fiveMinutesAreThereHalfAMinuteAfterTheirEnd() {
    count();
    rig.pass(Duration.ofSeconds(329));
    folding.run();
    assertThat(rig.stored(Granularity.FIVE_MINUTES)).isEmpty();

    rig.pass(Duration.ofSeconds(1));
    folding.run();

    assertThat(rig.stored(Granularity.FIVE_MINUTES))
        .singleElement()
        .satisfies(use -> assertThat(use.used()).isEqualTo(50))
        .satisfies(use -> assertThat(use.peakPercent()).isEqualTo(50));
    assertThat(rig.sum(Granularity.HOUR)).isEqualTo(50);
  }

  @Test
  void twoHoursAfterTheirEndMinutesAreSettled() {
    count();
    RateLimitUse late = RateLimitUse.ofMinute("a", LimitRig.TEN, new WriterId(9, 9), 7, 100);
    rig.pass(Duration.ofMinutes(125).minusMillis(1));
    folding.run();
    assertThat(rig.store.putRateLimitUses(List.of(late))).isZero();

    rig.pass(Duration.ofMillis(1));
    folding.run();
    folding.run();

    assertThat(rig.store.putRateLimitUses(List.of(late))).isEqualTo(1);
    assertThat(rig.sum(Granularity.MINUTE)).isEqualTo(57);
    assertThat(rig.sum(Granularity.HOUR)).isEqualTo(57);
  }

  @Test
  void nothingIsFoldedWhereAnotherInstanceDoes() {
    isHeld.set(false);
    count();
    rig.pass(Duration.ofHours(1));
    folding.run();

    assertThat(rig.stored(Granularity.FIVE_MINUTES)).isEmpty();
  }

  @Test
  void whatFailsIsTriedAgain() {
    AtomicBoolean fails = new AtomicBoolean(true);
    RateLimitFolding failing =
        new RateLimitFolding(
            rig.store,
            () -> {
              if (fails.getAndSet(false)) {
                throw StorageException.temporary("The store is away.", null);
              }
              return rig.lease();
            },
            () -> nanos.addAndGet(Duration.ofSeconds(30).toNanos()));
    count();
    rig.pass(Duration.ofHours(1));
    failing.run();
    assertThat(rig.stored(Granularity.FIVE_MINUTES)).isEmpty();
    failing.run();

    assertThat(rig.sum(Granularity.FIVE_MINUTES)).isEqualTo(50);
  }
}
