package io.tallystick.core.flush;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackOffTest {
  private static final Duration FIRST = Duration.ofSeconds(10);

  /** After how many seconds it is over, failure after failure. */
  private static List<Long> seconds(BackOff backOff, int failures) {
    List<Long> seconds = new ArrayList<>();
    long nowSeconds = 0;
    for (int failure = 0; failure < failures; failure++) {
      backOff.fail(Duration.ofSeconds(nowSeconds).toNanos());
      long waited = 0;
      while (!backOff.isOver(Duration.ofSeconds(nowSeconds + waited).toNanos())) {
        waited++;
      }
      seconds.add(waited);
      nowSeconds += waited;
    }
    return seconds;
  }

  @Test
  void eachFailureDoublesTheWaitUpToAMinute() {
    assertThat(seconds(new BackOff(FIRST, () -> 0), 6))
        .containsExactly(10L, 20L, 40L, 60L, 60L, 60L);
  }

  @Test
  void chanceMakesItUpToHalfAsLong() {
    assertThat(seconds(new BackOff(FIRST, () -> 0.5), 4)).containsExactly(8L, 15L, 30L, 45L);
    assertThat(seconds(new BackOff(FIRST, () -> Math.nextDown(1.0)), 4))
        .containsExactly(5L, 10L, 20L, 30L);
  }

  @Test
  void instancesThatFailTogetherComeBackApart() {
    Random random = new Random(5);
    List<Long> waits = new ArrayList<>();
    for (int instance = 0; instance < 100; instance++) {
      waits.add(seconds(new BackOff(FIRST, random::nextDouble), 4).get(3));
    }

    assertThat(waits).allMatch(wait -> wait >= 30 && wait <= 60);
    assertThat(waits.stream().distinct().count()).isGreaterThan(20);
  }

  @Test
  void nothingIsWaitedForWithoutAFailureOrAfterASuccess() {
    BackOff backOff = new BackOff(FIRST, () -> 0);
    assertThat(backOff.isOver(Long.MIN_VALUE)).isTrue();
    assertThat(backOff.isOver(0)).isTrue();

    backOff.fail(0);
    assertThat(backOff.isOver(1)).isFalse();
    backOff.succeed();
    assertThat(backOff.isOver(1)).isTrue();
    assertThat(seconds(backOff, 2)).containsExactly(10L, 20L);
  }

  @Test
  void anIntervalOfAMinuteIsNeverExceeded() {
    assertThat(seconds(new BackOff(Duration.ofSeconds(60), () -> 0), 3))
        .containsExactly(60L, 60L, 60L);
  }
}
