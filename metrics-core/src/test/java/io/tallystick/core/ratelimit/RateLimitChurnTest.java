package io.tallystick.core.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.spi.Granularity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * Threads count while minutes end, keys come and go, the clock goes back and the store is written:
 * each request is in the store once.
 */
class RateLimitChurnTest {
  private static final int THREADS = 4;
  private static final int REQUESTS = 100_000;
  private static final int KEYS = 40;

  @Test
  void eachRequestIsInTheStoreOnce() throws Exception {
    long seed = System.nanoTime();
    try (LimitRig rig = new LimitRig()) {
      LimitRig.Instance instance = rig.instance();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Random random = new Random(seed + i);
        threads.add(new Thread(() -> count(instance, random)));
      }
      threads.forEach(Thread::start);
      churn(rig, instance, threads, new Random(seed));
      instance.writer.finish();

      assertThat(rig.dropped()).as("seed %d", seed).isEmpty();
      assertThat(rig.sum(Granularity.MINUTE))
          .as("seed %d", seed)
          .isEqualTo((long) THREADS * REQUESTS);
    }
  }

  private static void count(LimitRig.Instance instance, Random random) {
    for (int i = 0; i < REQUESTS; i++) {
      instance.limits.observe("k" + random.nextInt(KEYS), 10);
    }
  }

  /** Small steps, and now and then one that lets all keys go or takes another writer. */
  private static void churn(
      LimitRig rig, LimitRig.Instance instance, List<Thread> threads, Random random)
      throws InterruptedException {
    AtomicBoolean isOver = new AtomicBoolean();
    int steps = 0;
    while (!isOver.get()) {
      // the store in memory holds ten thousand windows, so there are fewer steps than that
      if (steps++ < 150) {
        rig.pass(step(random));
      }
      instance.writer.flush();
      isOver.set(threads.stream().noneMatch(Thread::isAlive));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static Duration step(Random random) {
    return switch (random.nextInt(10)) {
      case 0 -> Duration.ofMinutes(12);
      case 1 -> Duration.ofMinutes(-5);
      case 2 -> Duration.ofSeconds(-20);
      default -> Duration.ofSeconds(20);
    };
  }
}
