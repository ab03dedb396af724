package io.tallystick.benchmarks.memory;

import io.tallystick.Metrics;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.aggregate.LiveSeries;
import io.tallystick.core.aggregate.LiveSnapshot;
import io.tallystick.core.aggregate.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Records a {@link Flood} from several threads while the runtime's threads work and somebody looks
 * at the live values, and compares what was recorded with what is shown and what the store got.
 */
final class FloodProgram {
  private static final int THREADS = 4;

  private FloodProgram() {}

  /** Takes the flood and how many tag sets; ends with 1 when a sum is off. */
  public static void main(String[] arguments) throws Exception {
    Flood flood = Flood.valueOf(arguments[0]);
    int tagSets = Integer.parseInt(arguments[1]);
    long start = System.nanoTime();
    SummedBackend backend = new SummedBackend();
    MetricsRuntime runtime = MetricsRuntime.builder().storage(backend).build().start();
    Recorded recorded = record(flood, tagSets, runtime);
    LiveSnapshot live = runtime.snapshot();
    runtime.close();
    Recorded shown = sum(live);
    boolean isExact =
        shown.equals(recorded)
            && backend.recorded().equals(recorded)
            && backend.lateBuckets() == 0
            && recorded.sum() > 0;
    System.out.printf(
        Locale.ROOT,
        "%s: %,d tag sets, %,d series, %d s, in %d MB of heap%n"
            + "  recorded %s%n  shown    %s%n  stored   %s, %d buckets too late%n  %s%n",
        flood.word(),
        tagSets,
        live.series().stream().filter(FloodProgram::isOfAFlood).count(),
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
        Runtime.getRuntime().maxMemory() >> 20,
        text(recorded),
        text(shown),
        text(backend.recorded()),
        backend.lateBuckets(),
        isExact ? "exact" : "NOT EXACT");
    System.exit(isExact ? 0 : 1);
  }

  private static String text(Recorded recorded) {
    return String.format(
        Locale.ROOT, "sum %,.0f, histogram samples %,d", recorded.sum(), recorded.samples());
  }

  /** All that was recorded, each thread a part of the numbers. */
  private static Recorded record(Flood flood, int tagSets, MetricsRuntime runtime)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<CompletableFuture<Recorded>> parts = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int first = (int) ((long) tagSets * i / THREADS);
        int end = (int) ((long) tagSets * (i + 1) / THREADS);
        parts.add(
            CompletableFuture.supplyAsync(
                () -> record(flood, runtime.metrics(), first, end), threads));
      }
      Recorded all = Recorded.NOTHING;
      for (CompletableFuture<Recorded> part : parts) {
        all = all.and(lookingMeanwhile(part, runtime));
      }
      return all;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Recorded record(Flood flood, Metrics metrics, int first, int end) {
    Recorded recorded = Recorded.NOTHING;
    for (int number = first; number < end; number++) {
      recorded = recorded.and(flood.record(metrics, number));
    }
    return recorded;
  }

  /** As a scrape would, only more often. */
  private static Recorded lookingMeanwhile(CompletableFuture<Recorded> part, MetricsRuntime runtime)
      throws InterruptedException, ExecutionException {
    while (true) {
      try {
        return part.get(1, TimeUnit.SECONDS);
      } catch (TimeoutException notYet) {
        runtime.snapshot();
      }
    }
  }

  private static boolean isOfAFlood(LiveSeries live) {
    return Flood.isOfAFlood(live.series().name());
  }

  private static Recorded sum(LiveSnapshot snapshot) {
    Recorded all = Recorded.NOTHING;
    for (LiveSeries live : snapshot.series()) {
      if (isOfAFlood(live) && live.total() instanceof Reading.OfHistogram histogram) {
        all = all.and(new Recorded(histogram.count(), histogram.sum()));
      } else if (isOfAFlood(live) && live.total() instanceof Reading.OfCounter counter) {
        all = all.and(new Recorded(0, counter.sum()));
      }
    }
    return all;
  }
}
