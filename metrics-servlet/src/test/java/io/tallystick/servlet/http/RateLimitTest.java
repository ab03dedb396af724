package io.tallystick.servlet.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
  private long nanos;

  private RateLimit limit(int ofOne, int ofAll) {
    return new RateLimit(ofOne, ofAll, () -> nanos);
  }

  private static int taken(RateLimit limit, String caller, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += limit.take(caller) == 0 ? 1 : 0;
    }
    return taken;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE - 5, Long.MIN_VALUE, -7})
  void aCallerHasItsCallsOfAMinuteAndThenOneAtATime(long start) {
    nanos = start;
    RateLimit limit = limit(60, 600);

    assertThat(taken(limit, "ann", 100)).isEqualTo(60);
    assertThat(limit.take("ann")).isEqualTo(1);
    nanos += TimeUnit.SECONDS.toNanos(1);
    assertThat(taken(limit, "ann", 100)).isEqualTo(1);
    nanos += TimeUnit.SECONDS.toNanos(30);
    assertThat(taken(limit, "ann", 100)).isEqualTo(30);
    nanos += TimeUnit.HOURS.toNanos(1);
    assertThat(taken(limit, "ann", 100)).isEqualTo(60);
  }

  @Test
  void oneCallerTakesNothingFromAnother() {
    RateLimit limit = limit(10, 1_000);
    taken(limit, "ann", 100);

    assertThat(taken(limit, "bob", 10)).isEqualTo(10);
  }

  @Test
  void allTogetherHaveALimitThatNewNamesDoNotWiden() {
    RateLimit limit = limit(10, 100);
    int taken = 0;
    for (int i = 0; i < 1_000; i++) {
      taken += taken(limit, "caller" + i, 10);
    }

    assertThat(taken).isEqualTo(100);
  }

  @Test
  void howManyCallersAreRememberedIsBounded() {
    RateLimit limit = limit(10, 1_000_000);
    for (int i = 0; i < 50_000; i++) {
      limit.take("caller" + i);
    }

    assertThat(limit.callers()).isEqualTo(10_000);
  }

  @Test
  void whoIsToldToWaitForSoLongFindsThatItIsTrue() {
    RateLimit limit = limit(7, 700);
    taken(limit, "ann", 7);
    long seconds = limit.take("ann");

    assertThat(seconds).isBetween(1L, 10L);
    nanos += TimeUnit.SECONDS.toNanos(seconds);
    assertThat(limit.take("ann")).isZero();
  }
}
