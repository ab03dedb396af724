package io.tallystick.store.jdbc.faults;

import io.tallystick.Metrics;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.aggregate.LiveSeries;
import io.tallystick.core.aggregate.Reading;
import io.tallystick.core.rollup.JanitorStatus;
import io.tallystick.store.jdbc.JdbcOptions;
import io.tallystick.store.jdbc.JdbcStore;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Records until it is told to stop, and says what. All processes that run it record the same
 * series.
 */
final class RecordingProgram implements Runnable {
  /**
   * Behind this word it says whether it is the one that folds, when there is nothing left to fold.
   */
  static final String READY = "ready";

  /** Behind this word it says how many windows it has folded, and that it folds still. */
  static final String FOLDED = "folded";

  /** Behind this word it says what it has recorded, when it records no more. */
  static final String RECORDED = "recorded";

  /** Behind this word it says what it could not write, when it is closed. */
  static final String DROPPED = "dropped";

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int SERIES = 7;

  private final Metrics metrics;
  private long amounts;
  private long samples;
  private double sizes;
  private volatile boolean isStopped;

  private RecordingProgram(Metrics metrics) {
    this.metrics = metrics;
  }

  /**
   * Starts it.
   *
   * @param arguments the address of the database, and the user's name and password
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    JdbcOptions options =
        JdbcOptions.at(arguments[0])
            .withLogin(arguments[1], arguments[2])
            .withAnswerTime(Duration.ofSeconds(2));
    MetricsRuntime runtime =
        MetricsRuntime.builder()
            .source("service:twin")
            .flushInterval(Duration.ofMillis(100))
            .storage(JdbcStore.open(options))
            .build()
            .start();
    RecordingProgram program = new RecordingProgram(runtime.metrics());
    Thread recorder = new Thread(program, "recorder");
    recorder.start();
    while (!hasSwept(runtime.janitorStatus())) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    say(READY, runtime.janitorStatus().isHolder());
    int ignored = System.in.read();
    program.isStopped = true;
    recorder.join();
    say(FOLDED, folded(runtime) + " " + runtime.janitorStatus().isHolder());
    say(RECORDED, program.amounts + " " + program.samples + " " + program.sizes);
    runtime.close();
    say(DROPPED, runtime.flushStatus().droppedBuckets());
  }

  private static void say(String word, Object what) {
    System.out.println(word + " " + what);
  }

  /** Whether there is nothing left to fold, for this process at least. */
  private static boolean hasSwept(JanitorStatus status) {
    return status.lastSweep() != null && status.waitingWindow() == null;
  }

  private static long folded(MetricsRuntime runtime) {
    return runtime.snapshot().series().stream()
        .filter(each -> each.series().name().equals("tallystick.rollup.duration_ms"))
        .map(LiveSeries::total)
        .mapToLong(total -> ((Reading.OfHistogram) total).count())
        .sum();
  }

  @Override
  public void run() {
    for (long round = 1; !isStopped; round++) {
      long amount = 1 + round % 13;
      metrics.count(Sums.COUNTER, amount, "route_id", "route " + round % SERIES);
      metrics.histogram(Sums.HISTOGRAM, amount);
      amounts += amount;
      samples++;
      sizes += amount;
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** What a line says that begins with {@link #RECORDED}. */
  static Sums sums(String line) {
    String[] parts = line.split(" ");
    return new Sums(
        Long.parseLong(parts[0]), Long.parseLong(parts[1]), Double.parseDouble(parts[2]));
  }
}
