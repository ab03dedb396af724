package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.record.LogLines;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonLoopTest {
  private static final Duration SOON = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofSeconds(60);

  private final OwnThreads threads = new OwnThreads();
  private final CountDownLatch done = new CountDownLatch(1);

  @BeforeEach
  void forgetOtherLines() {
    LogLines.take(DaemonLoop.class.getName());
  }

  @AfterEach
  void theThreadIsGone() throws InterruptedException {
    assertThat(OwnThreads.areGone(threads.since())).isTrue();
  }

  private static DaemonLoop loop(Supplier<Moment> clock, Duration interval, Runnable step) {
    return new DaemonLoop("tallystick-test", clock, interval, Duration.ZERO, step);
  }

  /** Whether a step is still done after one that throws. */
  private boolean goesOnAfter(Throwable failure) throws InterruptedException {
    AtomicInteger steps = new AtomicInteger();
    DaemonLoop loop =
        loop(
            new TestClock(),
            SOON,
            () -> {
              if (steps.incrementAndGet() == 1) {
                raise(failure);
              }
              done.countDown();
            });
    loop.start();
    boolean isDone = done.await(LONG.toSeconds(), TimeUnit.SECONDS);
    loop.stop();
    return isDone;
  }

  @SuppressWarnings("unchecked")
  private static <X extends Throwable> void raise(Throwable any) throws X {
    throw (X) any;
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        IllegalStateException.class,
        OutOfMemoryError.class,
        StackOverflowError.class,
        InternalError.class
      })
  void aStepThatThrowsIsLoggedAndTheNextOneIsDone(Class<? extends Throwable> type)
      throws Exception {
    assertThat(goesOnAfter(type.getConstructor(String.class).newInstance("of a test"))).isTrue();
    assertThat(LogLines.take(DaemonLoop.class.getName()))
        .containsExactly(
            "ERROR tallystick-test failed and goes on with its next step: "
                + type.getName()
                + ": of a test");
  }

  @Test
  void aFailureThatCannotBeLoggedDoesNotEndTheLoop() throws InterruptedException {
    assertThat(goesOnAfter(new Unspeakable())).isTrue();
    assertThat(LogLines.take(DaemonLoop.class.getName())).isEmpty();
  }

  /** Takes the last memory of whoever writes it down. */
  private static final class Unspeakable extends Error {
    private static final long serialVersionUID = 1;

    @Override
    public String toString() {
      throw new OutOfMemoryError("of a log");
    }
  }

  @Test
  void aLoopThatHasNoMemoryToWaitWithTriesAgain() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    DaemonLoop loop =
        loop(
            () -> {
              if (asked.incrementAndGet() <= 2) {
                throw new OutOfMemoryError("of a test");
              }
              return new Moment(TestClock.START_MILLIS, 0);
            },
            SOON,
            done::countDown);
    loop.start();

    assertThat(done.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    loop.stop();
    assertThat(LogLines.take(DaemonLoop.class.getName())).hasSize(2);
  }

  @Test
  void aLoopThatHasNoMemoryToWaitWithIsStoppedAtOnce() throws InterruptedException {
    DaemonLoop loop =
        loop(
            () -> {
              done.countDown();
              throw new OutOfMemoryError("of a test");
            },
            Duration.ofDays(1),
            () -> {});
    loop.start();
    assertThat(done.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    loop.stop();

    assertThat(loop.join(LONG)).isTrue();
  }
}
