package io.tallystick.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Counter;
import io.tallystick.Histogram;
import io.tallystick.Tags;
import io.tallystick.guard.CardinalityLimit;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RecordingTest {
  private final RecordingRig rig = new RecordingRig();

  @Test
  void manyThreadsThatFirstUseASeriesAtOnceMakeOne() throws Exception {
    int threads = 64;
    for (int round = 0; round < 20; round++) {
      String name = "a" + round + ".count";
      Tags constant = Tags.of("k", "v");
      together(
          threads,
          () -> {
            rig.metrics().count(name, 1, new String("k"), new String("v"));
            rig.metrics().count(name, 2, constant);
            rig.metrics().counter(name, Tags.of("k", "v")).add(4);
            rig.metrics().count(name, 0.5, "k", "v");
          });
      rig.drain(true);

      assertThat(rig.drained().seriesOf(name)).isEqualTo(1);
      assertThat(rig.drained().of(name).whole).isEqualTo(7L * threads);
      assertThat(rig.drained().of(name).fraction).isEqualTo(0.5 * threads);
    }
  }

  @Test
  void oneHistogramTakesMillionsOfSamplesOfEveryThreadWhileItIsDrained() throws Exception {
    Histogram histogram = rig.metrics().histogram("a.size_bytes", Tags.empty());
    int each = 400_000;
    int threads = 8;
    together(
        threads + 1,
        () -> {
          if (Thread.currentThread().getName().endsWith("drains")) {
            for (int i = 0; i < 50; i++) {
              rig.drain(i % 5 == 0);
            }
            return;
          }
          for (int i = 0; i < each; i++) {
            histogram.record(i % 4 == 0 ? i % 1_000 : i % 3 - 1); // most of them -1, 0 and 1
          }
        });
    rig.drain(true);

    long expectedSum = 0;
    for (int i = 0; i < each; i++) {
      expectedSum += i % 4 == 0 ? i % 1_000 : i % 3 - 1;
    }
    DrainedTotals.Sum drained = rig.drained().of("a.size_bytes");
    assertThat(drained.count).isEqualTo((long) threads * each);
    assertThat(drained.sketchCount).isEqualTo((long) threads * each);
    assertThat(drained.sum).isEqualTo((double) threads * expectedSum);
  }

  @Test
  void aDrainShowsASeriesThatIsMadeMeanwhileNowOrTheNextTime() throws Exception {
    for (int round = 0; round < 300; round++) {
      RecordingRig fresh = new RecordingRig();
      AtomicReference<Throwable> failure = new AtomicReference<>();
      Thread draining =
          new Thread(
              () -> {
                try {
                  fresh.drain(false);
                  fresh.drain(true);
                } catch (Throwable thrown) {
                  failure.set(thrown);
                }
              });
      draining.start();
      for (int i = 0; i < 20; i++) {
        fresh.metrics().count("a" + i + ".count");
      }
      draining.join();
      fresh.drain(true);

      assertThat(failure.get()).isNull();
      for (int i = 0; i < 20; i++) {
        assertThat(fresh.drained().of("a" + i + ".count").whole).isEqualTo(1);
      }
    }
  }

  @Test
  void whatDoesNotFitGoesToTheOverflowSeriesAndTheSumStaysExact() throws Exception {
    RecordingRig small = new RecordingRig(new CardinalityLimit(5, 5, 5));
    together(
        8,
        () -> {
          for (int i = 0; i < 100; i++) {
            small.metrics().count("a.count", 1, "k", Integer.toString(i));
            small.metrics().count("a.count", 1, "k", Integer.toString(i));
          }
        });
    small.drain(true);

    assertThat(small.drained().of("a.count").whole).isEqualTo(1_600);
    assertThat(small.drained().seriesOf("a.count")).isEqualTo(6);
  }

  @Test
  void onlyWhatIsRecordedWhileSwitchedOnCounts() throws Exception {
    int threads = 8;
    Counter counter = rig.metrics().counter("a.count");
    for (int round = 0; round < 50; round++) {
      boolean isOpen = round % 2 == 0;
      rig.recording().open(isOpen);
      together(
          threads,
          () -> {
            counter.increment();
            rig.metrics().count("a.count", 0.5);
            rig.metrics().histogram("a.size_bytes", 3);
          });
    }
    rig.drain(true);

    assertThat(rig.drained().of("a.count").whole).isEqualTo(25 * threads);
    assertThat(rig.drained().of("a.count").fraction).isEqualTo(12.5 * threads);
    assertThat(rig.drained().of("a.size_bytes").count).isEqualTo(25 * threads);
    assertThat(rig.drained().of("a.size_bytes").sum).isEqualTo(75.0 * threads);
  }

  @Test
  void whoRecordsWhileItIsSwitchedNeitherFailsNorCountsTwice() throws Exception {
    Thread switching =
        new Thread(
            () -> {
              for (int i = 0; i < 2_000; i++) {
                rig.recording().open(i % 2 == 1);
              }
            });
    switching.start();
    together(
        8,
        () -> {
          for (int i = 0; i < 2_000; i++) {
            rig.metrics().count("a.count");
          }
        });
    switching.join();
    rig.drain(true);
    long before = rig.drained().of("a.count").whole;
    together(8, () -> rig.metrics().count("a.count"));
    rig.drain(true);

    assertThat(before).isBetween(0L, 16_000L);
    assertThat(rig.drained().of("a.count").whole).isEqualTo(before + 8);
  }

  @Test
  void aDeadThreadIsLetGoAndItsCountsStay() throws Exception {
    WeakReference<Thread> dead = recordInAThread();
    rig.drain(true);

    assertThat(isCollected(dead)).isTrue();
    assertThat(rig.drained().of("a.count").whole).isEqualTo(3);
    assertThat(rig.drained().of("a.size_bytes").count).isEqualTo(1);
  }

  private WeakReference<Thread> recordInAThread() throws InterruptedException {
    Thread thread =
        new Thread(
            () -> {
              rig.metrics().count("a.count", 3);
              rig.metrics().histogram("a.size_bytes", 3);
            });
    thread.start();
    thread.join();
    return new WeakReference<>(thread);
  }

  @Test
  void closingLetsLiveThreadsGo() {
    rig.metrics().count("a.count");
    rig.recording().close();
    rig.metrics().count("a.count", 5);
    rig.drain(true);

    assertThat(rig.drained().of("a.count").whole).isEqualTo(1);
  }

  @Test
  void constantTagsDoNotKeepARecordingAlive() {
    Tags constant = Tags.of("k", "v");

    assertThat(isCollected(recordElsewhere(constant))).isTrue();
    assertThat(constant.size()).isEqualTo(1);
  }

  private static WeakReference<Recording> recordElsewhere(Tags constant) {
    RecordingRig other = new RecordingRig();
    other.metrics().count("a.count", 1, constant);
    other.metrics().count("a.count", 1, constant);
    other.metrics().histogram("a.size_bytes", 1, constant);
    other.drain(true);
    return new WeakReference<>(other.recording());
  }

  private static boolean isCollected(WeakReference<?> reference) {
    for (int i = 0; i < 50 && reference.get() != null; i++) {
      System.gc();
    }
    return reference.get() == null;
  }

  /** Runs work in many threads that begin at the same moment. */
  private static void together(int threads, Runnable work) throws Exception {
    CyclicBarrier begin = new CyclicBarrier(threads);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  begin.await();
                  work.run();
                } catch (Throwable thrown) {
                  failure.set(thrown);
                }
              });
      thread.setName(i == 0 ? "drains" : "records");
      thread.start();
      running.add(thread);
    }
    for (Thread thread : running) {
      thread.join();
    }
    assertThat(failure.get()).isNull();
  }
}
