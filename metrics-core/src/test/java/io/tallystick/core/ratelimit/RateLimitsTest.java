package io.tallystick.core.ratelimit;

import static io.tallystick.core.ratelimit.LimitRig.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.RateLimitUse;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
  private static final int PATIENCE = 30;

  private final LimitRig rig = new LimitRig();
  private final LimitRig.Instance instance = rig.instance();
  private final BlockingQueue<RateLimitWarning> warnings = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    instance.limits.close();
    rig.close();
  }

  private RateLimitWarning next() throws InterruptedException {
    RateLimitWarning warning = warnings.poll(PATIENCE, TimeUnit.SECONDS);
    assertThat(warning).isNotNull();
    return warning;
  }

  @Test
  void requestsAreCountedByKeyAndMinute() {
    instance.observe("a", 100, 3);
    instance.observe("b", 50, 2);
    rig.pass(Duration.ofMinutes(1));
    instance.observe("a", 120, 4);
    instance.writer.flush();

    assertThat(rig.stored(Granularity.MINUTE))
        .extracting(RateLimitUse::key, RateLimitUse::used)
        .containsExactly(tuple("a", 3L), tuple("b", 2L), tuple("a", 4L));
    assertThat(rig.stored(Granularity.MINUTE).get(2).limit()).isEqualTo(120);
  }

  @Test
  void aKeyThatFillsWithinFiveSecondsIsWarnedAboutBeforeItsLimit() throws Exception {
    instance.limits.onWarning(warnings::add);
    rig.pass(Duration.ofSeconds(30));
    for (int i = 1; i <= 100; i++) {
      instance.limits.observe("0123456789abcdef0123456789abcdef", 100);
      rig.pass(Duration.ofMillis(50));
    }

    RateLimitWarning warning = next();
    assertThat(warning.used()).isEqualTo(80);
    assertThat(warning.limit()).isEqualTo(100);
    assertThat(warning.at()).isEqualTo(TEN.plusMillis(30_000 + 79 * 50));
    assertThat(warning.text())
        .isEqualTo(
            "Key 01234567… is at 80 of 100 requests a minute (80 %), full in 1 s at this pace");
  }

  @Test
  void aWarningIsGivenOnceForEachKeyAndMinute() throws Exception {
    instance.limits.onWarning(warnings::add);
    instance.observe("a", 10, 20);
    instance.observe("b", 10, 7);
    rig.pass(Duration.ofMinutes(1));
    instance.observe("a", 10, 8);
    instance.observe("c", 1, 1);

    assertThat(next().text()).startsWith("Key a is at 8 of 10 requests a minute (80 %)");
    assertThat(next().at()).isEqualTo(TEN.plusSeconds(60));
    assertThat(next().text())
        .isEqualTo("Key c is at 1 of 1 requests a minute (100 %), and so at its limit");
    assertThat(warnings).isEmpty();
  }

  @Test
  void whatOtherInstancesCountedIsPartOfTheUse() throws Exception {
    LimitRig.Instance other = rig.instance();
    other.observe("a", 100, 60);
    other.writer.flush();
    instance.limits.onWarning(warnings::add);
    instance.observe("a", 100, 10);
    instance.writer.flush();
    instance.observe("a", 100, 15);

    assertThat(next().used()).isEqualTo(80);
  }

  @Test
  void whatTheHostsLimiterSaysIsBelieved() throws Exception {
    instance.limits.onWarning(warnings::add);
    instance.limits.observe("a", 100, 79);
    instance.limits.observe("a", 100, 85);

    assertThat(next().used()).isEqualTo(85);
    assertThat(instance.history.current().get(0).used()).isEqualTo(85);
  }

  @Test
  void aKeyThatDoesNotFillInTimeIsSaidNotTo() throws Exception {
    instance.limits.onWarning(warnings::add);
    for (int i = 0; i < 80; i++) {
      instance.limits.observe("a", 100);
      rig.pass(Duration.ofMillis(740));
    }

    assertThat(next().text()).endsWith(", and not full before the minute ends at this pace");
  }

  @Test
  void oneThatHangsOrThrowsKeepsNobodyFromTheirWarnings() throws Exception {
    CountDownLatch hang = new CountDownLatch(1);
    instance.limits.onWarning(
        warning -> {
          try {
            hang.await();
          } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
          }
        });
    instance.limits.onWarning(
        warning -> {
          throw new AssertionError("a listener of the host's");
        });
    instance.limits.onWarning(warnings::add);
    instance.observe("a", 1, 1);
    instance.observe("b", 1, 1);

    assertThat(next().key()).isEqualTo("a");
    assertThat(next().key()).isEqualTo("b");
    hang.countDown();
  }

  @Test
  void pastAThousandThatWaitWarningsAreDroppedAndCounted() {
    LimitRig.Instance many = rig.instance(2_000);
    CountDownLatch hang = new CountDownLatch(1);
    many.limits.onWarning(
        warning -> {
          try {
            hang.await();
          } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
          }
        });
    for (int i = 0; i < 1_501; i++) {
      many.limits.observe("k" + i, 1);
    }

    assertThat(rig.dropped()).containsEntry("rate_limit_warnings", 500L);
    many.limits.close();
  }

  @Test
  void whatCannotBeCountedIsDroppedAndCounted() {
    assertThatCode(
            () -> {
              instance.limits.observe(null, 10);
              instance.limits.observe(" ", 10);
              instance.limits.observe("k".repeat(201), 10);
              instance.limits.observe("a", 0);
              instance.limits.observe("a", Long.MIN_VALUE, Long.MIN_VALUE);
            })
        .doesNotThrowAnyException();
    instance.limits.observe("a", Long.MAX_VALUE, Long.MAX_VALUE);
    instance.writer.flush();

    assertThat(rig.dropped()).containsEntry("rate_limit_invalid", 5L);
    assertThat(rig.stored(Granularity.MINUTE))
        .singleElement()
        .satisfies(use -> assertThat(use.limit()).isEqualTo(RateLimitUse.MOST_A_MINUTE));
  }

  @Test
  void keysPastTheirNumberAreDroppedUntilOneMakesRoom() {
    LimitRig.Instance few = rig.instance(2);
    few.observe("a", 10, 1);
    few.observe("b", 10, 1);
    few.observe("c", 10, 5);
    assertThat(rig.dropped()).containsEntry("rate_limit_keys", 5L);

    rig.pass(Duration.ofMinutes(9));
    few.observe("b", 10, 1);
    rig.pass(Duration.ofMinutes(2));
    few.writer.flush();
    few.observe("c", 10, 3);
    few.observe("d", 10, 1);
    few.writer.flush();

    assertThat(rig.dropped()).containsEntry("rate_limit_keys", 6L);
    assertThat(rig.sum(Granularity.MINUTE)).isEqualTo(6);
  }

  @Test
  void aNameAndTheIdThatItIsMadeOfAreOneKey() {
    instance.observe("a", 10, 2);
    instance.limits.observeName("a", 10, 0);
    instance.writer.flush();

    assertThat(rig.stored(Granularity.MINUTE))
        .singleElement()
        .satisfies(use -> assertThat(use.used()).isEqualTo(3));
  }

  @Test
  void aClockThatGoesBackALittleStaysInItsMinute() {
    rig.pass(Duration.ofMinutes(1));
    instance.observe("a", 10, 2);
    rig.pass(Duration.ofSeconds(-30));
    instance.observe("a", 10, 3);
    instance.writer.flush();

    assertThat(rig.stored(Granularity.MINUTE))
        .singleElement()
        .satisfies(use -> assertThat(use.used()).isEqualTo(5));
  }

  @Test
  void aClockThatGoesFarBackLosesNothing() {
    instance.observe("a", 10, 2);
    instance.writer.flush();
    rig.pass(Duration.ofMinutes(90));
    instance.observe("a", 10, 4);
    instance.writer.flush();
    rig.pass(Duration.ofMinutes(-90));
    instance.writer.flush();
    instance.observe("a", 10, 1);
    instance.writer.flush();

    assertThat(rig.stored(Granularity.MINUTE))
        .extracting(RateLimitUse::used)
        .containsExactly(3L, 4L);
  }

  @Test
  void afterTheEndNothingIsCountedAndNothingThrows() {
    instance.observe("a", 10, 2);
    instance.writer.finish();
    instance.observe("a", 10, 2);
    RateLimits.none().observe("a", 10);

    assertThat(rig.sum(Granularity.MINUTE)).isEqualTo(2);
    assertThat(instance.writer.giveUp()).isZero();
  }
}
