package io.tallystick.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One run: threads record in every way there is, while one drains at random moments, ends minutes,
 * retires series and lets hours pass.
 *
 * <p>Amounts are whole or quarters and values are whole, so that sums of them are exact in whatever
 * order they are made.
 */
final class ExactnessRun {
  private static final int SHORT_LIVED = 12;

  private final RecordingRig rig = new RecordingRig();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final List<Recorded> all = new ArrayList<>();
  private final long seed;
  private final int threads;
  private final int calls;

  ExactnessRun(long seed, int threads, int calls) {
    this.seed = seed;
    this.threads = threads;
    this.calls = calls;
  }

  void runAndCheck() throws InterruptedException {
    Random random = new Random(seed);
    List<Thread> recording = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      recording.add(start(random, calls));
    }
    List<Thread> left = new ArrayList<>(recording);
    for (int step = 0; !left.isEmpty(); step++) {
      if (step < SHORT_LIVED) {
        Thread shortLived = start(random, 1 + random.nextInt(20));
        recording.add(shortLived);
        left.add(shortLived);
      }
      disturb(random);
      left.removeIf(thread -> !thread.isAlive());
    }
    for (Thread thread : recording) {
      thread.join();
    }
    // What came late for a retired series is passed on by the first, and shown by the second.
    rig.drain(false);
    rig.drain(true);
    check();
  }

  private Thread start(Random random, int itsCalls) {
    Recorded recorded = new Recorded(rig.metrics(), random.nextLong());
    all.add(recorded);
    Runnable work =
        () -> {
          try {
            recorded.record(itsCalls);
          } catch (Throwable thrown) {
            failure.set(thrown);
          } finally {
            recorded.end();
          }
        };
    Thread thread =
        switch (random.nextInt(4)) {
          case 0 -> VirtualThread.of(work);
          case 1 -> new NumberedThread(random.nextInt(2), work);
          default -> new Thread(work);
        };
    thread.start();
    return thread;
  }

  private void disturb(Random random) {
    switch (random.nextInt(6)) {
      case 0 -> rig.endMinuteAndRetire(random.nextBoolean() ? "a.churn" : "a.");
      case 1 -> passQuarantine();
      case 2 -> rig.drain(true);
      case 3 -> Thread.yield();
      default -> rig.drain(false);
    }
  }

  /**
   * Two hours pass, but no thread may stand between finding a series and adding to it for so long.
   */
  private void passQuarantine() {
    List<Long> before = all.stream().map(Recorded::finishedCalls).toList();
    for (int i = 0; i < before.size(); i++) {
      while (all.get(i).finishedCalls() <= before.get(i) && !all.get(i).hasEnded()) {
        Thread.yield();
      }
    }
    rig.pass(2);
  }

  private void check() {
    DrainedTotals drained = rig.drained();
    assertThat(failure.get()).as("thrown by a recording call, seed %d", seed).isNull();
    for (String name : Recorded.COUNTERS) {
      long whole = all.stream().mapToLong(one -> one.whole(name)).sum();
      double fraction = all.stream().mapToDouble(one -> one.fraction(name)).sum();
      assertThat(drained.of(name).whole + drained.of(name).fraction)
          .as("%s, seed %d", name, seed)
          .isEqualTo(whole + fraction);
    }
    for (String name : Recorded.HISTOGRAMS) {
      long count = all.stream().mapToLong(one -> one.samples(name)).sum();
      double sum = all.stream().mapToDouble(one -> one.sum(name)).sum();
      assertThat(drained.of(name).count).as("%s, count, seed %d", name, seed).isEqualTo(count);
      assertThat(drained.of(name).sum).as("%s, sum, seed %d", name, seed).isEqualTo(sum);
      assertThat(drained.of(name).sketchCount).as("%s, grid, seed %d", name, seed).isEqualTo(count);
      checkBuckets(name, drained.of(name).buckets);
    }
  }

  private void checkBuckets(String name, BucketCounts buckets) {
    double below = Double.NEGATIVE_INFINITY;
    for (int i = 0; i <= buckets.bounds(); i++) {
      double above = below;
      double bound = i == buckets.bounds() ? Double.POSITIVE_INFINITY : buckets.bound(i);
      assertThat(buckets.between(i))
          .as("%s, up to %s, seed %d", name, bound, seed)
          .isEqualTo(all.stream().mapToLong(one -> one.samples(name, above, bound)).sum());
      below = bound;
    }
  }
}
