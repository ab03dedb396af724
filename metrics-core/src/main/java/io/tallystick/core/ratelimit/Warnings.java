package io.tallystick.core.ratelimit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings warnings to whoever wants them: to each on a daemon thread of its own, which is there
 * while there is something to tell. One that hangs or throws holds up itself alone; past a thousand
 * that wait for it, more are dropped and counted. Any thread may call, and none waits.
 */
final class Warnings {
  private static final int MOST_WAITING = 1_000;
  private static final int IDLE_SECONDS = 30;
  private static final Logger LOGGER = LoggerFactory.getLogger(Warnings.class);

  private final Dropped dropped;
  private final List<Receiver> receivers = new CopyOnWriteArrayList<>();
  private volatile boolean isClosed;

  Warnings(Dropped dropped) {
    this.dropped = dropped;
  }

  void add(Consumer<RateLimitWarning> listener) {
    Receiver receiver = new Receiver(listener);
    receivers.add(receiver);
    if (isClosed) {
      receiver.close();
    }
  }

  boolean isEmpty() {
    return receivers.isEmpty();
  }

  void give(RateLimitWarning warning) {
    for (Receiver receiver : receivers) {
      receiver.give(warning);
    }
  }

  /** Ends the threads; one that hangs is left behind. */
  void close() {
    isClosed = true;
    receivers.forEach(Receiver::close);
  }

  /** Who is told. */
  private final class Receiver {
    private final Consumer<RateLimitWarning> listener;
    private final ThreadPoolExecutor thread;

    /** Said once, not each time. */
    private volatile boolean hasFailed;

    Receiver(Consumer<RateLimitWarning> listener) {
      this.listener = listener;
      thread =
          new ThreadPoolExecutor(
              1,
              1,
              IDLE_SECONDS,
              TimeUnit.SECONDS,
              new LinkedBlockingQueue<>(MOST_WAITING),
              Warnings::daemon,
              (task, pool) -> dropped.warning());
      thread.allowCoreThreadTimeOut(true);
    }

    void give(RateLimitWarning warning) {
      try {
        thread.execute(() -> tell(warning));
      } catch (RuntimeException | OutOfMemoryError noThreadLeft) { // no fault of the request's
        dropped.warning();
      }
    }

    private void tell(RateLimitWarning warning) {
      try {
        listener.accept(warning);
      } catch (Throwable failure) { // the thread is ours alone
        if (!hasFailed) {
          LOGGER.warn("A listener to warnings of rate limits failed; more is not said", failure);
        }
        hasFailed = true;
      }
    }

    void close() {
      thread.shutdownNow();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "tallystick-ratelimit");
    thread.setDaemon(true);
    return thread;
  }
}
