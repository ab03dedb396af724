package io.tallystick.core.simulation;

import io.tallystick.GaugeCombination;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.core.aggregate.BucketAggregate;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.flush.FlushSettings;
import io.tallystick.core.flush.Flusher;
import io.tallystick.core.record.PointSettings;
import io.tallystick.core.record.Recording;
import io.tallystick.core.record.RecordingSettings;
import io.tallystick.core.rollup.Janitor;
import io.tallystick.core.rollup.JanitorSettings;
import io.tallystick.guard.CardinalityLimit;
import io.tallystick.guard.GuardLimits;
import io.tallystick.guard.TenantLimits;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/** The stages of one runtime on a virtual clock, its janitor included; no threads. */
final class SimulatedWriter {
  static final String PREFIX = "sim.";

  private static final long MEGABYTE = 1 << 20;
  private static final int SERIES = 3;
  private static final int MOST_AMOUNT = 9;

  private final World world;
  private final UnsureBackend store;
  private final Recording recording;
  private final BucketAggregate aggregate;
  private final Flusher flusher;
  private final Janitor janitor;
  private boolean isSweeping;
  private long wallOffsetMillis;
  private Amount recorded = Amount.NOTHING;
  private Amount confirmed = Amount.NOTHING;

  SimulatedWriter(World world, double failing, long backlogBytes) {
    this.world = world;
    store = new UnsureBackend(world, failing);
    recording =
        new Recording(
            new RecordingSettings(
                GuardLimits.standard(),
                CardinalityLimit.standard(),
                TenantLimits.standard(),
                MEGABYTE,
                4 * MEGABYTE,
                1,
                true,
                world::elapsedNanos,
                Tags.empty(),
                id -> id,
                PointSettings.none()));
    aggregate = new BucketAggregate(recording, 60_000, now());
    Random random = new Random(world.random().nextLong());
    FlushSettings settings =
        new FlushSettings(
            "service:sim",
            Tags.empty(),
            Granularity.MINUTE,
            Duration.ofSeconds(10),
            backlogBytes,
            JanitorSettings.standard().buckets());
    flusher = new Flusher(store.buckets(), settings, Metrics.noop(), this::now, random::nextDouble);
    janitor =
        new Janitor(
            store,
            WriterId.random(),
            JanitorSettings.standard(),
            name -> GaugeCombination.LAST,
            Metrics.noop(),
            world::elapsedNanos);
  }

  private Moment now() {
    return new Moment(world.now().toEpochMilli() + wallOffsetMillis, world.elapsedNanos());
  }

  UnsureBackend store() {
    return store;
  }

  /** Sets this writer's clock back or forth; the store's own goes on. */
  void step(long millis) {
    wallOffsetMillis += millis;
  }

  void record() {
    int series = world.random().nextInt(SERIES);
    int amount = 1 + world.random().nextInt(MOST_AMOUNT);
    String number = String.valueOf(series);
    recording.metrics().count(PREFIX + "count", amount, "number", number);
    recording.metrics().histogram(PREFIX + "size_bytes", amount, "number", number);
    recorded = recorded.plus(new Amount(amount, 1, amount));
  }

  void tick() {
    flusher.offer(aggregate.tick(now()));
  }

  void flush() {
    Amount ticked = recorded;
    if (flusher.flush()) {
      confirmed = ticked;
    }
  }

  void sweep() {
    isSweeping = true;
    janitor.sweep();
    isSweeping = false;
  }

  /**
   * What the others do while one sweeps: one thread flushes and sweeps, so that one does neither.
   */
  void flushAndSweepUnlessAtIt() {
    if (!isSweeping) {
      flush();
      sweep();
    }
  }

  /** Reads and writes for the last time, through a store that works again. */
  void close() {
    store.heal();
    tick();
    if (flusher.finish()) {
      confirmed = recorded;
    }
    janitor.release();
    recording.close();
  }

  /** All of it is gone, but for what is on its way. */
  void crash() {
    recording.close();
  }

  Amount recorded() {
    return recorded;
  }

  /** What was recorded before the last flush that left nothing waiting. */
  Amount confirmed() {
    return confirmed;
  }

  int waiting() {
    return flusher.waiting();
  }

  long coarsened() {
    return flusher.status().coarsenedBuckets();
  }

  Map<String, Long> dropped() {
    return flusher.status().droppedBuckets();
  }
}
