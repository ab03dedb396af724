package io.tallystick.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was recorded is drained: all of it, and nothing twice, whatever happens meanwhile. */
class ExactnessTest {
  private static final int THREADS = 8;
  private static final int CALLS = 1_500;

  @Test
  void everyRunIsExactWithAllThatCanHappenAtOnce() throws Exception {
    for (long seed : LongStream.range(0, 100).toArray()) {
      new ExactnessRun(seed, THREADS, CALLS).runAndCheck();
    }
  }

  /** Places in the table of lanes are handed over all the time. */
  @Test
  @Tag("slow")
  void tenThousandThreadsThatDieLoseNothing() throws Exception {
    RecordingRig rig = new RecordingRig();
    Random random = new Random(1);
    int threads = 10_000;
    for (int i = 0; i < threads; i += THREADS) {
      Thread[] alive = new Thread[THREADS];
      for (int j = 0; j < THREADS; j++) {
        alive[j] = new NumberedThread(random.nextInt(16), () -> recordOneOfEach(rig));
        alive[j].start();
      }
      if (random.nextInt(8) == 0) {
        rig.drain(random.nextInt(4) == 0);
      }
      for (Thread thread : alive) {
        thread.join();
      }
    }
    rig.drain(true);

    assertThat(rig.drained().of("a.count").whole).isEqualTo(2L * threads);
    assertThat(rig.drained().runningTotal("a.count")).isEqualTo(2L * threads);
    assertThat(rig.drained().of("a.count").fraction).isEqualTo(0.25 * threads);
    assertThat(rig.drained().of("a.size_bytes").count).isEqualTo(threads);
    assertThat(rig.drained().of("a.size_bytes").sum).isEqualTo(5.0 * threads);
  }

  private static void recordOneOfEach(RecordingRig rig) {
    rig.metrics().count("a.count", 2, "k", "v");
    rig.metrics().count("a.count", 0.25, "k", "v");
    rig.metrics().histogram("a.size_bytes", 5);
  }
}
