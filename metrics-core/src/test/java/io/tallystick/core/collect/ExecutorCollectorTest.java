package io.tallystick.core.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Executors and rate limiters say how busy they are. */
class ExecutorCollectorTest {
  private final CollectRig rig = new CollectRig();
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void close() {
    end.countDown();
    rig.close();
  }

  /** A task that tells that it began and ends with the test. */
  private Runnable task(CountDownLatch begun) {
    return () -> {
      begun.countDown();
      try {
        end.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    };
  }

  private void assertGauge(String name, double value) {
    rig.recorded().gauge(name, "executor", "mail").isEqualTo(value);
  }

  @Test
  void aPoolOfThreadsTellsItsThreadsAndTasks() throws Exception {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(2, 2, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    pool.submit(() -> 1).get();
    CountDownLatch begun = new CountDownLatch(2);
    for (int i = 0; i < 5; i++) {
      pool.execute(task(begun));
    }
    begun.await();
    rig.registry.add(ExecutorCollector.pool("mail", pool));
    rig.ask();
    assertGauge("executor.threads.active", 2);
    assertGauge("executor.threads.size", 2);
    assertGauge("executor.threads.max", 2);
    assertGauge("executor.tasks.waiting", 3);
    rig.recorded().counter("executor.task.count", "executor", "mail").isEqualTo(1);

    end.countDown();
    pool.shutdown();
    assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    rig.askAgain();
    rig.recorded().counter("executor.task.count", "executor", "mail").isEqualTo(6);
    assertGauge("executor.tasks.waiting", 0);
  }

  @Test
  void aPoolOfWorkersTellsItsThreadsAndTasks() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(1);
    CountDownLatch begun = new CountDownLatch(1);
    for (int i = 0; i < 4; i++) {
      pool.execute(task(begun));
    }
    begun.await();
    rig.registry.add(ExecutorCollector.pool("mail", pool));
    rig.ask();
    assertGauge("executor.threads.active", 1);
    assertGauge("executor.threads.max", 1);
    assertGauge("executor.tasks.waiting", 3);
    rig.recorded().hasNoSeries("executor.task.count");
    end.countDown();
    pool.shutdown();
  }

  @Test
  void anExecutorThatHidesItsPoolIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExecutorCollector.pool("mail", Executors.newSingleThreadExecutor()))
        .withMessageContainingAll("mail", "ExecutorFigures");
  }

  @Test
  void aRateLimiterTellsWhatIsLeft() throws Exception {
    rig.registry.add(
        LimiterCollector.of(
            "sms",
            new LimiterFigures() {
              @Override
              public double available() {
                return 12.5;
              }

              @Override
              public int waiting() {
                return 2;
              }

              @Override
              public long rejected() {
                return 40;
              }
            }));
    rig.registry.add(LimiterCollector.of("mail", () -> 3));
    rig.ask();

    rig.recorded().gauge("rate_limiter.permits.available", "limiter", "sms").isEqualTo(12.5);
    rig.recorded().gauge("rate_limiter.permits.available", "limiter", "mail").isEqualTo(3);
    rig.recorded().gauge("rate_limiter.waiting").isEqualTo(2);
    rig.recorded().counter("rate_limiter.rejected.count").isEqualTo(40);
  }
}
