package io.tallystick.benchmarks.memory;

import io.tallystick.Counter;
import io.tallystick.Histogram;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.aggregate.LiveSeries;
import io.tallystick.core.aggregate.Reading;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/**
 * Records into 1,000 counters and 1,000 histograms from 200 threads, and asks what the whole heap
 * holds while all of them live: the runtime, its backend, this program.
 */
final class FootprintProgram {
  private static final int SERIES = 1_000;
  private static final int THREADS = 200;
  private static final int SAMPLES_OF_A_THREAD = 10;
  private static final int COLLECTIONS = 4;
  private static final double SIGMA = 1;
  private static final int MB = 1 << 20;
  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

  private final List<Counter> counters = new ArrayList<>();
  private final List<Histogram> histograms = new ArrayList<>();
  private final CountDownLatch recorded = new CountDownLatch(THREADS);
  private final CountDownLatch measured = new CountDownLatch(1);

  private FootprintProgram(Metrics metrics) {
    for (int i = 0; i < SERIES; i++) {
      Tags tags = Tags.of("method", "GET", "route", "/orders/r" + i, "status", "200");
      counters.add(metrics.counter("footprint.count", tags));
      histograms.add(metrics.histogram("footprint.duration_ms", tags));
    }
  }

  /** Takes the most megabytes; ends with 1 when there are more, or when samples are missing. */
  public static void main(String[] arguments) throws InterruptedException {
    int mostMegabytes = Integer.parseInt(arguments[0]);
    MetricsRuntime runtime = MetricsRuntime.builder().build().start();
    FootprintProgram program = new FootprintProgram(runtime.metrics());
    program.startThreads();
    program.recorded.await();
    long usedBytes = usedBytes();
    long samples = samples(runtime);
    boolean isComplete = samples == (long) SERIES * THREADS * SAMPLES_OF_A_THREAD;
    boolean isSmall = usedBytes <= (long) mostMegabytes * MB;
    System.out.printf(
        Locale.ROOT,
        "%,d counters, %,d histograms of %,d samples each, %d live threads:"
            + " %.1f MB of heap, of which %.1f MB of series, at most %d: %s%n",
        SERIES,
        SERIES,
        samples / SERIES,
        THREADS,
        (double) usedBytes / MB,
        (double) runtime.recordedBytes() / MB,
        mostMegabytes,
        isComplete && isSmall ? "met" : "MISSED");
    program.measured.countDown();
    runtime.close();
    System.exit(isComplete && isSmall ? 0 : 1);
  }

  private void startThreads() {
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(i);
      Thread thread = new Thread(() -> recordAndStay(random));
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void recordAndStay(Random random) {
    for (int sample = 0; sample < SAMPLES_OF_A_THREAD; sample++) {
      for (int i = 0; i < SERIES; i++) {
        counters.get(i).increment();
        histograms.get(i).record(Math.exp(3 + SIGMA * random.nextGaussian()));
      }
    }
    recorded.countDown();
    try {
      measured.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static long usedBytes() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      MEMORY.gc();
      least = Math.min(least, MEMORY.getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  private static long samples(MetricsRuntime runtime) {
    long samples = 0;
    for (LiveSeries live : runtime.snapshot().series()) {
      if (live.series().name().equals("footprint.duration_ms")
          && live.total() instanceof Reading.OfHistogram histogram) {
        samples += histogram.count();
      }
    }
    return samples;
  }
}
