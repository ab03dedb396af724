package io.tallystick.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Threads that start together. */
final class AtOnce {
  static final int THREADS = 4;

  private AtOnce() {}

  /** Runs the work in each of {@value #THREADS} threads, which it gives their numbers. */
  static void run(IntConsumer work) throws Exception {
    run(
        IntStream.range(0, THREADS)
            .<Runnable>mapToObj(thread -> () -> work.accept(thread))
            .toList());
  }

  /** Runs each work in a thread of its own, waits, and passes on what one of them throws. */
  static void run(List<Runnable> works) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(works.size(), AtOnce::daemon);
    CountDownLatch start = new CountDownLatch(works.size());
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Runnable work : works) {
        running.add(pool.submit(() -> runTogether(start, work)));
      }
      for (Future<?> each : running) {
        each.get(1, TimeUnit.MINUTES);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /** A thread that turns in circles in a store which loses something must not outlive the test. */
  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    return thread;
  }

  private static Object runTogether(CountDownLatch start, Runnable work)
      throws InterruptedException {
    start.countDown();
    start.await();
    work.run();
    return work;
  }
}
