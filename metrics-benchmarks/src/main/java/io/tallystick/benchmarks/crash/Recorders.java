package io.tallystick.benchmarks.crash;

import io.tallystick.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Threads that record in all series, burst after burst, until they are told to rest. */
final class Recorders {
  private static final int CALLS_OF_A_BURST = 3;
  private static final long MILLIS_BETWEEN_BURSTS = 1;

  private final Metrics metrics;
  private final Ledger ledger;
  private final CountDownLatch rest = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  private Recorders(Metrics metrics, Ledger ledger) {
    this.metrics = metrics;
    this.ledger = ledger;
  }

  static Recorders start(Metrics metrics, Ledger ledger) {
    Recorders recorders = new Recorders(metrics, ledger);
    for (int i = 0; i < Ledger.THREADS; i++) {
      int number = i;
      Thread thread = new Thread(() -> recorders.recordUntilRest(number), "recorder-" + number);
      thread.setDaemon(true);
      recorders.threads.add(thread);
      thread.start();
    }
    return recorders;
  }

  private void recordUntilRest(int thread) {
    try {
      while (!rest.await(MILLIS_BETWEEN_BURSTS, TimeUnit.MILLISECONDS)) {
        RecordedSeries.ALL.stream()
            .filter(series -> series.isRecordedBy(thread))
            .forEach(series -> burst(thread, series));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void burst(int thread, RecordedSeries series) {
    for (int i = 0; i < CALLS_OF_A_BURST; i++) {
      long number = ledger.next(thread, series);
      series.subject().record(metrics, series.tags(), number);
    }
  }

  /** Comes back when nobody records any more: what the ledger holds was recorded. */
  void rest() throws InterruptedException {
    rest.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
