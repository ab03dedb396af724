package io.tallystick.core.deliver;

import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.polling.Failures;
import io.tallystick.core.polling.OwnThread;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one thing after the other, on a thread of its own, and each again until it has arrived or
 * is given up.
 *
 * <p>Who does what: any thread offers, one looks, and while there is something to carry a thread of
 * {@link OwnThread} does. What waits and what is carried is guarded by the monitor, which nobody
 * holds while he carries, logs or waits, so whoever offers does not wait either.
 *
 * <p>An attempt ends once: whoever takes {@code carried} away under the monitor ends it, the thread
 * that carries or the one that looks. A thread that was given up finds another thing there, or
 * nothing, when it comes back, says nothing and ends. So a thing is carried by one thread at a
 * time, but for what a thread does that was given up: it may have arrived although it is tried
 * again.
 */
final class Courier<T> {
  private static final Logger LOGGER = LoggerFactory.getLogger(Courier.class);

  private final Errand<T> errand;
  private final Supplier<Moment> clock;
  private final OwnThread thread;
  private final Breaker breaker;
  private final Deque<Parcel<T>> waiting = new ArrayDeque<>();
  private @Nullable Attempt<T> carried;
  private boolean isClosed;

  /** Of the thread that looks alone. */
  private OwnThread.@Nullable Turn turn;

  Courier(String threadName, Errand<T> errand, Supplier<Moment> clock, DoubleSupplier random) {
    this.errand = errand;
    this.clock = clock;
    this.thread = new OwnThread(threadName);
    this.breaker = new Breaker(random);
  }

  /** How it gets on. */
  record Progress(
      int waiting,
      ReceiverStatus.State state,
      @Nullable String lastError,
      @Nullable Instant oldestWaiting,
      int hanging) {
    boolean isIdle() {
      return waiting == 0 && hanging == 0;
    }
  }

  /** Takes a thing to carry, and gives up the oldest where too many wait. */
  synchronized void offer(T thing) {
    Moment now = clock.get();
    if (!isClosed) {
      waiting.addLast(new Parcel<>(thing, now));
      giveUpTheOldest(now);
    }
  }

  private void giveUpTheOldest(Moment now) {
    while (waiting.size() > errand.mostWaiting()) {
      giveUp(waiting.removeFirst(), now, "more than %d wait".formatted(errand.mostWaiting()));
    }
  }

  private void giveUp(Parcel<T> parcel, Moment now, String why) {
    errand.gaveUp(parcel.thing, parcel.attempts, now, "given up: " + why);
  }

  /** Begins what it is time for and gives up what hangs or is too old; for one thread. */
  void look() {
    Moment now = clock.get();
    giveUpWhatIsLate(now);
    giveUpWhatIsOld(now);
    if (isToBegin(now)) {
      begin();
    }
  }

  private void giveUpWhatIsLate(Moment now) {
    Attempt<T> late = late(now);
    OwnThread.Turn running = turn;
    if (late != null && running != null && end(late, Failed.again(late.tooLong()))) {
      running.giveUp();
    }
  }

  private synchronized @Nullable Attempt<T> late(Moment now) {
    Attempt<T> attempt = carried;
    return attempt != null && attempt.isLate(now) ? attempt : null;
  }

  private synchronized void giveUpWhatIsOld(Moment now) {
    Parcel<T> oldest = waiting.peekFirst();
    while (oldest != null && oldest.isOlderThan(errand.longestWait(), now)) {
      waiting.removeFirst();
      giveUp(oldest, now, "it waited for %d h".formatted(errand.longestWait().toHours()));
      oldest = waiting.peekFirst();
    }
  }

  private synchronized boolean isToBegin(Moment now) {
    return !isClosed
        && carried == null
        && !waiting.isEmpty()
        && breaker.mayTry(now)
        && !thread.isFull();
  }

  private void begin() {
    try {
      OwnThread.Turn begun = thread.begin(Duration.ZERO, this::carryAll, thrown -> {});
      if (begun != null) {
        turn = begun;
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error failure) { // such as of a process without threads left
      noteThatNothingBegan(failure);
    }
  }

  private void noteThatNothingBegan(Throwable failure) {
    String error = OneLine.of(Failures.line(failure));
    ReceiverStatus.@Nullable State entered;
    synchronized (this) {
      entered = breaker.failed(clock.get(), error, Duration.ZERO) ? breaker.state() : null;
    }
    if (entered != null) {
      say(entered, error);
    }
  }

  /** On the thread of its own: until nothing waits, something fails or it was given up. */
  private Runnable carryAll() {
    Attempt<T> attempt = next();
    while (attempt != null && end(attempt, failureOf(attempt))) {
      attempt = next();
    }
    return () -> {};
  }

  private synchronized @Nullable Attempt<T> next() {
    Moment now = clock.get();
    if (!isToBegin(now)) {
      return null;
    }
    Parcel<T> first = waiting.removeFirst();
    first.attempts++;
    Attempt<T> next = new Attempt<>(first, now);
    carried = next;
    return next;
  }

  private @Nullable Failed failureOf(Attempt<T> attempt) {
    try {
      attempt.mayTake(errand.deadline(attempt.parcel.thing));
      errand.carry(attempt.parcel.thing);
      return null;
    } catch (Throwable thrown) { // the thread is ours alone, so nothing is kept from the host
      return Failed.of(thrown);
    } finally {
      Thread.interrupted(); // what the errand left behind is not for the next one
    }
  }

  /** Ends an attempt, unless it was ended; whether it was not. */
  private boolean end(Attempt<T> attempt, @Nullable Failed failure) {
    Moment now = clock.get();
    ReceiverStatus.@Nullable State entered;
    synchronized (this) {
      if (carried != attempt) {
        return false;
      }
      carried = null;
      entered = note(attempt.parcel, now, failure);
    }
    if (entered != null) {
      say(entered, failure == null ? "" : failure.error());
    }
    return true;
  }

  /** Under the monitor; which state it entered, or null where it stays in its state. */
  private ReceiverStatus.@Nullable State note(
      Parcel<T> parcel, Moment now, @Nullable Failed failure) {
    errand.tried(parcel.thing, parcel.attempts, now, failure == null ? null : failure.error());
    boolean isNew;
    if (failure == null) {
      isNew = breaker.succeeded();
    } else {
      isNew = breaker.failed(now, failure.error(), failure.notBefore());
      keepOrGiveUp(parcel, now, failure);
    }
    return isNew ? breaker.state() : null;
  }

  private void keepOrGiveUp(Parcel<T> parcel, Moment now, Failed failure) {
    if (failure.isLasting() || parcel.attempts >= errand.mostAttempts()) {
      giveUp(parcel, now, failure.error());
    } else {
      waiting.addFirst(parcel);
      giveUpTheOldest(now);
    }
  }

  private void say(ReceiverStatus.State entered, String error) {
    switch (entered) {
      case OK -> LOGGER.warn("The delivery of {} works again", errand.what());
      case FAILING ->
          LOGGER.warn("The delivery of {} failed and is tried again: {}", errand.what(), error);
      case RESTING ->
          LOGGER.error(
              "The delivery of {} failed again and again; it is tried less and less often, at last"
                  + " once in {} min: {}",
              errand.what(),
              Breaker.LONGEST_PAUSE.toMinutes(),
              error);
    }
  }

  synchronized Progress progress() {
    Attempt<T> attempt = carried;
    Parcel<T> oldest = attempt == null ? waiting.peekFirst() : attempt.parcel;
    return new Progress(
        waiting.size() + (attempt == null ? 0 : 1),
        breaker.state(),
        breaker.lastError(),
        oldest == null ? null : Instant.ofEpochMilli(oldest.offered.wallMillis()),
        thread.hanging());
  }

  /** Begins nothing any more; what is carried goes on. */
  synchronized void close() {
    isClosed = true;
  }

  /** Waits until nothing is carried, for at most so long; whether that came. */
  boolean awaitQuiet(Duration most) throws InterruptedException {
    return thread.awaitFree(most);
  }
}
