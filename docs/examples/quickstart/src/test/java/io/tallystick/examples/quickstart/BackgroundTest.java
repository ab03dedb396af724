package io.tallystick.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackgroundTest {
  @Test
  void aTurnThatFailsByAnErrorDoesNotEndTheOthers() throws InterruptedException {
    CountDownLatch turns = new CountDownLatch(3);
    Runnable failing =
        () -> {
          turns.countDown();
          throw new OutOfMemoryError("of a test");
        };

    try (Background background = Background.start("failing", 1, failing)) {
      assertThat(background).isNotNull();
      assertThat(turns.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }
}
