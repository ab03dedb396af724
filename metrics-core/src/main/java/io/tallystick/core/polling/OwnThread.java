package io.tallystick.core.polling;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the work of one kind runs: one piece at a time, on a daemon thread, so that what hangs
 * holds up nobody else.
 *
 * <p>Work that takes too long is given up: its thread stays behind, what it comes to is thrown
 * away, and the next begins without it; two may be left behind, no more. It is not interrupted: an
 * interrupt in the middle of a read makes some embedded databases close their file, and the
 * database is the application's.
 *
 * <p>For any thread.
 *
 * <pre>{@code
 * OwnThread.Turn turn = thread.begin(Duration.ZERO, () -> publish(fetch()), this::note);
 * if (turn != null && isLate()) {
 *   turn.giveUp();
 * }
 * }</pre>
 */
public final class OwnThread {
  private static final int MOST_HANGING = 2;

  private final String name;
  private final Semaphore free = new Semaphore(1);
  private final AtomicInteger hanging = new AtomicInteger();

  /** Makes a place to work, whose threads have this name. */
  public OwnThread(String name) {
    this.name = name;
  }

  /**
   * One piece of work, which ends once: when it is done or when it is given up.
   *
   * <pre>{@code
   * boolean isGivenUp = turn.giveUp();
   * }</pre>
   */
  public final class Turn {
    private final AtomicBoolean isOver = new AtomicBoolean();

    private Turn() {}

    /** Whether it ended. */
    public boolean isOver() {
      return isOver.get();
    }

    /** Goes on without it, unless it is done; whether it was not. */
    public boolean giveUp() {
      if (!isOver.compareAndSet(false, true)) {
        return false;
      }
      hanging.incrementAndGet();
      free.release();
      return true;
    }

    private void run(Callable<Runnable> work, Consumer<@Nullable Throwable> outcome) {
      Runnable result = () -> {};
      Throwable failure = null;
      try {
        result = work.call();
      } catch (Throwable thrown) { // the thread is ours alone, so nothing is kept from the host
        failure = thrown;
      }
      if (isOver.compareAndSet(false, true)) {
        end(result, failure, outcome);
      } else {
        hanging.decrementAndGet();
      }
    }

    private void end(
        Runnable result, @Nullable Throwable failed, Consumer<@Nullable Throwable> outcome) {
      Throwable failure = failed;
      try {
        result.run();
      } catch (Throwable thrown) {
        failure = thrown;
      }
      try {
        outcome.accept(failure);
      } finally {
        free.release();
      }
    }
  }

  /** How many pieces of work were given up and have not come back yet. */
  public int hanging() {
    return hanging.get();
  }

  /** Whether no more may begin, since too many hang. */
  public boolean isFull() {
    return hanging.get() >= MOST_HANGING;
  }

  /** Waits until nothing runs, for at most so long; whether that came. */
  public boolean awaitFree(Duration most) throws InterruptedException {
    boolean isFree = free.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS);
    if (isFree) {
      free.release();
    }
    return isFree;
  }

  /**
   * Begins work if nothing runs within so long.
   *
   * @param work does what may hang, and gives what to do with what it came to
   * @param outcome is told what the work threw, or null; nothing when it was given up
   * @return what runs now; null when something else does
   * @throws InterruptedException when whoever asked was interrupted while it waited
   */
  public @Nullable Turn begin(
      Duration wait, Callable<Runnable> work, Consumer<@Nullable Throwable> outcome)
      throws InterruptedException {
    if (!free.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
      return null;
    }
    Turn turn = new Turn();
    Thread thread = new Thread(() -> turn.run(work, outcome), name);
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (Throwable noThreadLeft) {
      free.release();
      throw noThreadLeft;
    }
    return turn;
  }
}
