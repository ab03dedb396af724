package io.tallystick.examples.quickstart;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Other people's systems, such as a bank, which take their time: a request that waits for one holds
 * no thread, and the filter measures it until it is answered.
 */
final class Later implements AutoCloseable {
  private static final double SPREAD = 0.45;

  private final ScheduledThreadPoolExecutor waiting;
  private final Story story;

  Later(Story story) {
    this.story = story;
    waiting =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "shop-later");
              thread.setDaemon(true);
              return thread;
            });
    waiting.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** For whoever wants to know how many wait. */
  ScheduledThreadPoolExecutor executor() {
    return waiting;
  }

  /** Answers after about so many milliseconds. */
  void answer(HttpServletRequest request, double millis, Reply reply) {
    double time =
        Chance.about(ThreadLocalRandom.current(), millis, SPREAD) * story.slowness(Instant.now());
    AsyncContext later = request.startAsync();
    later.setTimeout(0);
    Future<?> unused =
        waiting.schedule(() -> send(later, reply), Math.round(time * 1_000), TimeUnit.MICROSECONDS);
  }

  private static void send(AsyncContext later, Reply reply) {
    try {
      reply.write((HttpServletResponse) later.getResponse());
    } catch (IOException gone) {
      later.getRequest().setAttribute("gone", gone); // nobody is there to be told
    } finally {
      later.complete();
    }
  }

  @Override
  public void close() {
    waiting.shutdownNow();
  }

  /** Writes an answer. */
  interface Reply {
    void write(HttpServletResponse response) throws IOException;
  }
}
