package io.tallystick.benchmarks.storage;

import io.tallystick.MetricKind;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** Eight instances of 1,000 series each that share one PostgreSQL. */
final class Instances {
  private static final int INSTANCES = 8;
  private static final int COUNTERS = 500;
  private static final int HISTOGRAMS = 500;
  private static final int SAMPLES = 1_000;
  private static final int SERIES = COUNTERS + HISTOGRAMS;
  private static final int IN_TURN_MINUTES = 2;
  private static final int AT_ONCE_MINUTES = 10;
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final long OFFSET_NANOS = TimeUnit.SECONDS.toNanos(3) / INSTANCES;

  private final Report report;
  private final PostgresSchemas database;
  private final Instant start;
  private final List<Load> loads = new ArrayList<>();
  private final List<StorageBackend> stores = new ArrayList<>();

  Instances(PostgresSchemas database, Report report) {
    this.database = database;
    this.report = report;
    long now = System.currentTimeMillis() / 1_000;
    this.start = Instant.ofEpochSecond(now - now % 3_600 - 3_600);
    for (int i = 0; i < INSTANCES; i++) {
      loads.add(new Load(start, COUNTERS, HISTOGRAMS, SAMPLES));
      stores.add(database.openStore("instances"));
    }
  }

  void run() {
    try {
      Timings first = flush(i -> stores.get(i).buckets().write(loads.get(i).batch(0, 1)));
      report.say("%-60s %,12.2f", "first flush of all, makes series, slowest, s", slowest(first));
      Timings inTurn = new Timings();
      everyInterval(inTurn);
      say("flush every 10 s", inTurn);
      Timings atOnce = new Timings();
      for (int minute = IN_TURN_MINUTES; minute < IN_TURN_MINUTES + AT_ONCE_MINUTES; minute++) {
        for (int version = 1; version <= Load.VERSIONS; version++) {
          add(atOnce, flush(minute, version));
        }
      }
      say("flush with no break between two", atOnce);
      requireExact();
    } finally {
      stores.forEach(StorageBackend::close);
    }
  }

  private void everyInterval(Timings timings) {
    long begin = System.nanoTime();
    int flushes = 0;
    for (int minute = 0; minute < IN_TURN_MINUTES; minute++) {
      for (int version = 1; version <= Load.VERSIONS; version++) {
        long due = begin + flushes++ * INTERVAL.toNanos();
        int itsMinute = minute;
        int itsVersion = version;
        add(
            timings,
            flush(
                i -> {
                  awaitNanos(due + i * OFFSET_NANOS);
                  stores.get(i).buckets().write(loads.get(i).batch(itsMinute, itsVersion));
                },
                i -> due + i * OFFSET_NANOS));
      }
    }
  }

  private Timings flush(int minute, int version) {
    return flush(i -> stores.get(i).buckets().write(loads.get(i).batch(minute, version)));
  }

  private Timings flush(IntConsumer work) {
    long now = System.nanoTime();
    return flush(work, i -> now);
  }

  /** Runs the work of all instances, each in a thread of its own. */
  private static Timings flush(IntConsumer work, Due due) {
    ExecutorService pool = Executors.newFixedThreadPool(INSTANCES);
    try {
      List<Future<Long>> running = new ArrayList<>();
      for (int i = 0; i < INSTANCES; i++) {
        int instance = i;
        running.add(
            pool.submit(
                () -> {
                  work.accept(instance);
                  return System.nanoTime() - due.nanos(instance);
                }));
      }
      Timings timings = new Timings();
      for (Future<Long> each : running) {
        timings.add(each.get(), SERIES);
      }
      return timings;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      pool.shutdown();
    }
  }

  private interface Due {
    long nanos(int instance);
  }

  private static void awaitNanos(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static void add(Timings all, Timings some) {
    all.addAll(some);
  }

  private static double slowest(Timings timings) {
    return timings.millisAt(1) / 1_000;
  }

  private void say(String what, Timings timings) {
    report.say("%-60s %,12.2f", "8 instances, " + what + ", p50 in ms", timings.millisAt(0.5));
    report.atMost(
        (double) INTERVAL.toMillis(),
        "8 instances, " + what + ", p99 in ms",
        timings.millisAt(0.99));
  }

  private void requireExact() {
    long expected = 0;
    for (Load load : loads) {
      for (int minute = 0; minute < IN_TURN_MINUTES + AT_ONCE_MINUTES; minute++) {
        expected += whole(load.batch(minute, Load.VERSIONS).buckets());
      }
    }
    List<OwnedBucket> found = new ArrayList<>();
    TimeRange all = new TimeRange(start, start.plus(Duration.ofHours(1)));
    try (StorageBackend store = database.openStore("instances");
        BucketCursor cursor = store.buckets().readAll(Granularity.MINUTE, all)) {
      cursor.forEachRemaining(found::add);
    }
    report.say("%-60s %,12d", "8 instances, rows", found.size());
    report.atMost(
        0, "8 instances, what the sums are off by", (double) Math.abs(expected - whole(found)));
  }

  private static long whole(List<OwnedBucket> buckets) {
    return buckets.stream()
        .filter(owned -> owned.series().kind() == MetricKind.COUNTER)
        .mapToLong(owned -> ((CounterState) owned.bucket().state()).whole())
        .sum();
  }
}
