package io.tallystick.examples.scripts;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When a script has to end by the clock.
 *
 * <p>Threads: the script's thread begins and ends it and asks whether it is over, the clock's says
 * so. A step that is done before the flag is seen does no harm.
 */
final class Deadline {
  private final ScheduledExecutorService clock;
  private final Duration time;
  private final Runnable tooLate;
  private volatile boolean isOver;
  private @Nullable Future<?> first;
  private @Nullable Future<?> second;

  /**
   * One that has not begun.
   *
   * @param tooLate what is to be done when the script goes on for as long again
   */
  Deadline(ScheduledExecutorService clock, Duration time, Runnable tooLate) {
    this.clock = clock;
    this.time = time;
    this.tooLate = tooLate;
  }

  /**
   * The script starts.
   *
   * @param stop ends the script, or says that it must end; may take its time
   */
  synchronized void begin(Runnable stop) {
    long millis = time.toMillis();
    first = clock.schedule(() -> over(stop), millis, TimeUnit.MILLISECONDS);
    second = clock.schedule(tooLate, 2 * millis, TimeUnit.MILLISECONDS);
  }

  private void over(Runnable stop) {
    isOver = true;
    // Apart: an engine may wait here for the script, and the clock is everyone's.
    Thread stopper = new Thread(stop, "script-stop");
    stopper.setDaemon(true);
    stopper.start();
  }

  boolean isOver() {
    return isOver;
  }

  /** The script has ended. */
  synchronized void end() {
    if (first != null) {
      first.cancel(false);
    }
    if (second != null) {
      second.cancel(false);
    }
  }

  String text() {
    return "The script took longer than " + time.toMillis() + " ms.";
  }
}
