package io.tallystick.core.aggregate;

import static io.tallystick.core.aggregate.Stage.counted;
import static io.tallystick.core.aggregate.Stage.samples;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Counter;
import io.tallystick.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class BordersTest {
  private static final int THREADS = 4;
  private static final int SAMPLES = 60_000;

  private final Stage stage = new Stage();

  /** How many rounds each thread has recorded. */
  private final AtomicIntegerArray rounds = new AtomicIntegerArray(THREADS);

  @Test
  void nothingIsLostOrDoubledAtBordersWhileThreadsRecord() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> recording = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int number = thread;
        recording.add(threads.submit(() -> record(number)));
      }
      tickUntilAllIsRecorded(recording);
      for (Future<?> one : recording) {
        one.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    stage.pass(10).tick(); // what the open bucket has

    assertThat(counted(stage.ticked(), "orders.count")).isEqualTo((double) THREADS * SAMPLES);
    assertThat(counted(stage.ticked(), "mails.count")).isEqualTo((double) THREADS * SAMPLES);
    assertThat(counted(stage.ticked(), "fees.count")).isEqualTo(0.25 * THREADS * SAMPLES);
    assertThat(samples(stage.ticked(), "upload.size_bytes")).isEqualTo((long) THREADS * SAMPLES);
  }

  /**
   * Time goes on with the threads that record: else a thread that waits for a processor would stand
   * still for hours, in which its series could be given to others.
   */
  private void tickUntilAllIsRecorded(List<Future<?>> recording) {
    Random time = new Random(7);
    int[] seen = new int[THREADS];
    while (!recording.stream().allMatch(Future::isDone)) {
      for (int thread = 0; thread < THREADS; thread++) {
        while (rounds.get(thread) == seen[thread] && !recording.get(thread).isDone()) {
          Thread.yield();
        }
        seen[thread] = rounds.get(thread);
      }
      stage.pass(time.nextInt(1, 40)).tick();
      if (time.nextBoolean()) {
        stage.snapshot();
      }
    }
  }

  private void record(int thread) {
    Counter mails = stage.metrics().counter("mails.count", Tags.of("kind", "reset"));
    for (int sample = 0; sample < SAMPLES; sample++) {
      stage.metrics().count("orders.count", 1, "part", sample % 2 == 0 ? "even" : "odd");
      stage.metrics().count("fees.count", 0.25);
      stage.metrics().histogram("upload.size_bytes", sample);
      mails.increment();
      rounds.incrementAndGet(thread);
    }
  }
}
