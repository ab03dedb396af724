package io.tallystick.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.guard.GuardLimits;
import io.tallystick.guard.Rule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile names, tags and values through every call: none throws, and sums are exact. */
class HostileInputTest {
  private static final int CALLS = 10_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void noCallThrowsAndEverySampleIsAccountedFor(long seed) {
    ShownRecording shown = new ShownRecording(new Wanted().cardinality(50, 300, 60));
    HostileCalls calls = new HostileCalls(seed, shown);
    for (int i = 0; i < CALLS; i++) {
      calls.call();
      if (i % 2_500 == 0) {
        shown.drain();
      }
    }
    HostileCalls.assertAccounted(true, shown, calls);
    assertThat(shown.recording.seriesCount()).isLessThan(500);
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7})
  void theSameHoldsWithLittleMemory(long seed) {
    ShownRecording shown =
        new ShownRecording(new Wanted().cellBytes(50_000).histogramBytes(20_000));
    HostileCalls calls = new HostileCalls(seed, shown);
    for (int i = 0; i < CALLS; i++) {
      calls.call();
    }
    HostileCalls.assertAccounted(true, shown, calls);
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 11})
  void noCallThrowsWhereExcessIsRefused(long seed) {
    GuardLimits refusing = GuardLimits.standard().withMaxTags(3).refusingExcess();
    ShownRecording shown = new ShownRecording(new Wanted().guard(refusing));
    HostileCalls calls = new HostileCalls(seed, shown);
    for (int i = 0; i < CALLS; i++) {
      calls.call();
    }
    HostileCalls.assertAccounted(false, shown, calls);
    assertThat(shown.dropped(Rule.TAG_COUNT)).isPositive();
    assertThat(shown.dropped(Rule.TAG_VALUE_LENGTH)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(longs = {8, 9})
  void theSameHoldsWhenManyThreadsCall(long seed) throws InterruptedException {
    ShownRecording shown = new ShownRecording(new Wanted().cardinality(50, 300, 60));
    HostileCalls[] calls = new HostileCalls[4];
    Thread[] threads = new Thread[calls.length];
    Throwable[] failures = new Throwable[calls.length];
    for (int i = 0; i < calls.length; i++) {
      int at = i;
      calls[i] = new HostileCalls(seed * 100 + i, shown);
      threads[i] =
          new Thread(
              () -> {
                for (int n = 0; n < CALLS / 2; n++) {
                  calls[at].call();
                }
              });
      threads[i].setUncaughtExceptionHandler((thread, failure) -> failures[at] = failure);
      threads[i].start();
    }
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        shown.drain();
        thread.join(5);
      }
    }

    assertThat(failures).containsOnlyNulls();
    HostileCalls.assertAccounted(true, shown, calls);
    assertThat(shown.dropped(Rule.NAME_SYNTAX)).isPositive();
  }
}
