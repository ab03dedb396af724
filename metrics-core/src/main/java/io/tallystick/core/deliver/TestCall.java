package io.tallystick.core.deliver;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One call of one listener, which ends once: when it is done or when nobody waits any more. */
final class TestCall {
  private final AlertMessage message;
  private final AlertListener listener;
  private final String receiver;
  private final long startedNanos = System.nanoTime();
  private final CountDownLatch isOver = new CountDownLatch(1);
  private final AtomicReference<@Nullable DeliveryOutcome> ended = new AtomicReference<>();

  TestCall(AlertMessage message, AlertListener listener) {
    this.message = message;
    this.listener = listener;
    this.receiver = Receiver.nameOf(listener);
  }

  void run() {
    try {
      listener.alert(message);
      end(null);
    } catch (Throwable thrown) { // the thread is ours alone, so nothing is kept from the host
      end(Failed.of(thrown));
    }
  }

  void end(@Nullable Failed failure) {
    Duration took = Duration.ofNanos(System.nanoTime() - startedNanos);
    String outcome = failure == null ? "delivered" : failure.error();
    ended.compareAndSet(null, new DeliveryOutcome(receiver, failure == null, outcome, took));
    isOver.countDown();
  }

  /** Waits until it ended, or ends it at its deadline. */
  DeliveryOutcome await() {
    Duration most = deadline();
    try {
      long left = startedNanos + most.toNanos() - System.nanoTime();
      if (!isOver.await(left, TimeUnit.NANOSECONDS)) {
        end(Failed.again("it took more than %d ms".formatted(most.toMillis())));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      end(Failed.again("whoever asked was interrupted"));
    }
    return requireNonNull(ended.get(), "ended");
  }

  private Duration deadline() {
    try {
      return Attempt.bounded(listener.deadline());
    } catch (RuntimeException | Error broken) { // it is the same as a call that fails
      end(Failed.of(broken));
      return Duration.ZERO;
    }
  }
}
