package io.tallystick.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.ref.Reference;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;

/**
 * How much heap does a series take, with all that its library keeps for it?
 *
 * <p>Many series are recorded into by the given number of threads, which stay alive; what the heap
 * then holds more than before, after collections, is divided by the number of series. The strings
 * of the tags are the caller's and not counted. A counter is one of 10,000 and gets two increments
 * from each thread; a histogram is one of 1,000 and gets 4,096 lognormal samples in all. Each
 * library is used once before, so that its classes are not counted either. {@code Comparison} runs
 * it with the serial collector, which leaves nothing behind.
 *
 * <pre>{@code
 * java -XX:+UseSerialGC -cp benchmarks.jar io.tallystick.benchmarks.HeapPerSeries counter ours 8
 * }</pre>
 */
public final class HeapPerSeries {
  private static final int COLLECTIONS = 8;
  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

  private static final ThousandSeries SERIES = ThousandSeries.literals();
  private static final double[] SAMPLES = Samples.lognormal(Samples.COUNT);

  private HeapPerSeries() {}

  /** Prints bytes per series; takes {@code counter} or {@code histogram}, a contender, threads. */
  public static void main(String[] arguments) throws InterruptedException {
    boolean counter = arguments[0].equals("counter");
    String contender = arguments[1];
    int threads = Integer.parseInt(arguments[2]);
    useOnce(counter, contender);
    OurMetrics.stop();
    long bytes = bytesOf(counter, contender, threads);
    System.out.println((double) bytes / (counter ? CounterFleets.COUNT : ThousandSeries.COUNT));
    System.exit(0);
  }

  /** One sample only: what a library's own threads still hold of it must not weigh. */
  private static void useOnce(boolean counter, String contender) {
    if (counter) {
      new CounterFleets(SERIES).of(contender).increment().accept(0);
    } else {
      new HistogramFleets(SERIES).of(contender).recording().record(0, SAMPLES[0]);
    }
  }

  private static long bytesOf(boolean counter, String contender, int threads)
      throws InterruptedException {
    CountDownLatch recorded = new CountDownLatch(threads);
    CountDownLatch measured = new CountDownLatch(1);
    RecorderThread[] recorders = new RecorderThread[threads];
    for (int i = 0; i < threads; i++) {
      recorders[i] = new RecorderThread(i, recorded, measured);
      recorders[i].start();
    }
    long before = usedBytes();
    IntConsumer work = work(counter, contender, threads);
    try {
      for (RecorderThread recorder : recorders) {
        recorder.doWork(work);
      }
      recorded.await();
      return usedBytes() - before;
    } finally {
      Reference.reachabilityFence(work);
      measured.countDown();
    }
  }

  /** What the thread of a number does. */
  private static IntConsumer work(boolean counter, String contender, int threads) {
    return counter
        ? incrementEach(new CounterFleets(SERIES).of(contender))
        : shareOfSamples(new HistogramFleets(SERIES).of(contender), threads);
  }

  private static IntConsumer incrementEach(CounterFleet fleet) {
    return thread -> {
      for (int number = 0; number < CounterFleets.COUNT; number++) {
        fleet.increment().accept(number);
        fleet.increment().accept(number);
      }
    };
  }

  private static IntConsumer shareOfSamples(HistogramFleet fleet, int threads) {
    return thread -> {
      for (int at = thread; at < SAMPLES.length; at += threads) {
        for (int number = 0; number < ThousandSeries.COUNT; number++) {
          fleet.recording().record(number, SAMPLES[at]);
        }
      }
    };
  }

  private static long usedBytes() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      MEMORY.gc();
      least = Math.min(least, MEMORY.getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  /** A thread that is there before the first look at the heap and still there at the second. */
  private static final class RecorderThread extends Thread {
    private final int number;
    private final CountDownLatch handedOver = new CountDownLatch(1);
    private final CountDownLatch recorded;
    private final CountDownLatch measured;
    private IntConsumer work = thread -> {};

    RecorderThread(int number, CountDownLatch recorded, CountDownLatch measured) {
      this.number = number;
      this.recorded = recorded;
      this.measured = measured;
    }

    void doWork(IntConsumer given) {
      work = given;
      handedOver.countDown();
    }

    @Override
    public void run() {
      try {
        handedOver.await();
        work.accept(number);
        recorded.countDown();
        measured.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
