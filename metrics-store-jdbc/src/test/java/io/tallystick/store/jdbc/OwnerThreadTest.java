package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallystick.spi.StorageException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class OwnerThreadTest {
  @Test
  void whatTakesTooLongIsGivenUpAndTheNextHasItsTurn() {
    CountDownLatch isGivenUp = new CountDownLatch(1);
    OwnerThread owner =
        new OwnerThread("owner-thread-test", Duration.ofMillis(50), isGivenUp::countDown);
    try {
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(
              () ->
                  owner.call(
                      "write buckets",
                      () -> {
                        isGivenUp.await();
                        return 1;
                      }))
          .withMessage(
              "Could not write buckets: it took more than PT0.05S, and the connection is given up;"
                  + " whether it was done is not known.")
          .matches(StorageException::canRetry);
      assertThat(isGivenUp.getCount()).isZero();
    } finally {
      assertThat(owner.close(() -> {})).isTrue();
    }
  }
}
