package io.tallystick.core.deliver;

import io.tallystick.core.aggregate.Moment;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One receiver: what it is called, what was sent to it and who brings it there. */
final class Receiver {
  private static final String THREADS = "tallystick-deliver-";
  private static final int LONGEST_NAME = 100;
  private static final Logger LOGGER = LoggerFactory.getLogger(Receiver.class);

  private final String name;
  private final ReceiverErrand errand;
  private final Courier<Addressed> courier;
  private volatile long usedNanos;

  Receiver(String name, Outcomes outcomes, Supplier<Moment> clock, DoubleSupplier random) {
    this.name = name;
    this.errand = new ReceiverErrand(name, outcomes);
    this.courier = new Courier<>(THREADS + name, errand, clock, random);
  }

  /** What a listener calls itself, in one line of at most 100 characters, whatever it says. */
  static String nameOf(AlertListener listener) {
    try {
      String name = nameOf(listener.name());
      return name.isBlank() ? namedByClass(listener) : name;
    } catch (RuntimeException | Error broken) { // the caller is an evaluator that must go on
      LOGGER.debug("A listener could not say its name", broken);
      return namedByClass(listener);
    }
  }

  static String nameOf(String stated) {
    return OneLine.of(stated, LONGEST_NAME);
  }

  private static String namedByClass(AlertListener listener) {
    return nameOf(listener.getClass().getName());
  }

  void offer(AlertMessage message, AlertListener listener, Moment now) {
    usedNanos = now.elapsedNanos();
    if (errand.seen.begin(message.eventId())) {
      courier.offer(new Addressed(message, listener));
    }
  }

  boolean hasSeen(String eventId) {
    return errand.seen.has(eventId);
  }

  void look() {
    courier.look();
  }

  /** Whether nothing would be lost without it. */
  boolean isIdle() {
    return courier.progress().isIdle();
  }

  /** When something was offered to it last. */
  long usedNanos() {
    return usedNanos;
  }

  void close() {
    courier.close();
  }

  boolean awaitQuiet(Duration most) throws InterruptedException {
    return courier.awaitQuiet(most);
  }

  ReceiverStatus status() {
    Courier.Progress progress = courier.progress();
    return new ReceiverStatus(
        name,
        progress.waiting(),
        errand.delivered.get(),
        errand.failed.get(),
        errand.givenUp.get(),
        progress.state(),
        progress.lastError(),
        progress.oldestWaiting(),
        progress.hanging());
  }
}
