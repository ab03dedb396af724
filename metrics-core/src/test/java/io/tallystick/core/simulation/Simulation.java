package io.tallystick.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Mark;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Some hours in the life of several writers and their store, as a seed says: calls fail before and
 * after they did their work, writes arrive late, ways are cut for minutes and hours, clocks step,
 * writers crash and come back, the store is lost and replaced. In the end everything works again,
 * all is folded, and the sums are looked at.
 */
final class Simulation {
  private static final long INTERVAL_MILLIS = TimeUnit.SECONDS.toMillis(10);
  private static final TimeRange EVER =
      new TimeRange(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2040-01-01T00:00:00Z"));

  private final World world;
  private final double failing;
  private final long backlogBytes;
  private final boolean canCrash;
  private final boolean canForget;
  private final List<SimulatedWriter> writers = new ArrayList<>();
  private Amount recorded = Amount.NOTHING;
  private Amount crashedUnconfirmed = Amount.NOTHING;
  private long dropped;
  private long coarsened;
  private int crashes;
  private int forgotten;

  Simulation(long seed) {
    world = new World(seed);
    failing = world.chance(0.2) ? 0 : world.random().nextDouble() * 0.4;
    backlogBytes = world.chance(0.3) ? 8_000 : 4 << 20;
    canCrash = world.chance(0.5);
    canForget = world.chance(0.2);
    int count = 1 + world.random().nextInt(3);
    for (int i = 0; i < count; i++) {
      writers.add(newWriter());
    }
  }

  private SimulatedWriter newWriter() {
    return new SimulatedWriter(world, failing, backlogBytes);
  }

  void run() {
    world.meanwhile(this::othersWork);
    int steps = 60 + world.random().nextInt(240);
    for (int i = 0; i < steps; i++) {
      world.pass(millisToNext());
      for (int number = 0; number < writers.size(); number++) {
        live(number);
      }
      if (canForget && world.chance(0.01)) {
        world.forget();
        forgotten++;
      }
    }
    settle();
    check();
  }

  /**
   * Perhaps for so long that a lease is over; what was held up arrives, and others write and fold.
   */
  private void othersWork() {
    world.pass(world.chance(0.5) ? TimeUnit.MINUTES.toMillis(2) : 0);
    for (SimulatedWriter writer : writers) {
      writer.store().deliver();
      writer.record();
      writer.tick();
      writer.flushAndSweepUnlessAtIt();
    }
  }

  /** Mostly one interval; now and then nobody comes to run for minutes. */
  private long millisToNext() {
    return world.chance(0.05)
        ? INTERVAL_MILLIS * (1 + world.random().nextInt(120))
        : INTERVAL_MILLIS;
  }

  private void live(int number) {
    SimulatedWriter writer = writers.get(number);
    for (int i = world.random().nextInt(4); i > 0; i--) {
      writer.record();
    }
    disturb(writer);
    writer.tick();
    if (world.chance(0.9)) {
      writer.flush();
    }
    if (world.chance(0.5)) {
      writer.sweep();
    }
    if (canCrash && world.chance(0.01)) {
      writers.set(number, crash(writer));
    } else if (world.chance(0.005)) {
      close(writer);
      writers.set(number, newWriter());
    }
  }

  private void disturb(SimulatedWriter writer) {
    if (world.chance(0.03)) {
      writer.store().cut(true);
    } else if (world.chance(0.05)) {
      writer.store().cut(false);
    }
    if (world.chance(0.1)) {
      writer.store().deliver();
    }
    if (world.chance(0.005)) {
      writer.step(TimeUnit.SECONDS.toMillis(world.random().nextInt(240) - 120));
    } else if (world.chance(0.003)) {
      writer.step(TimeUnit.HOURS.toMillis(world.chance(0.5) ? 1 : -1));
    }
  }

  private SimulatedWriter crash(SimulatedWriter writer) {
    writer.crash();
    crashes++;
    if (world.chance(0.5)) {
      writer.store().deliver();
    } else {
      writer.store().drop();
    }
    add(writer);
    crashedUnconfirmed = crashedUnconfirmed.plus(writer.recorded().minus(writer.confirmed()));
    return newWriter();
  }

  private void close(SimulatedWriter writer) {
    writer.close();
    assertThat(writer.waiting()).as("waiting after a close").isZero();
    add(writer);
  }

  long dropped() {
    return dropped;
  }

  long coarsened() {
    return coarsened;
  }

  int crashes() {
    return crashes;
  }

  /** How often the store was lost. */
  int forgotten() {
    return forgotten;
  }

  private void add(SimulatedWriter writer) {
    coarsened += writer.coarsened();
    recorded = recorded.plus(writer.recorded());
    dropped += writer.dropped().values().stream().mapToLong(Long::longValue).sum();
  }

  /** Everything works again and is closed; a last janitor folds all, a day and more later. */
  private void settle() {
    writers.forEach(this::close);
    SimulatedWriter last = new SimulatedWriter(world, 0, backlogBytes);
    int sweeps = 0;
    do {
      world.pass(TimeUnit.HOURS.toMillis(1));
      last.sweep();
      sweeps++;
    } while (sweeps < 60 || (isMarked() && sweeps < 1_000));
  }

  private boolean isMarked() {
    for (Granularity target : Granularity.values()) {
      if (target.finer().isPresent()) {
        List<Mark> marks = world.buckets().marks(target, EVER, 1);
        if (!marks.isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }

  private void check() {
    Amount taken = Amount.in(world.taken().values());
    assertThat(stored(Granularity.DAY)).as("folded into days").isEqualTo(taken);
    Amount missing = recorded.minus(taken).minus(world.lost());
    assertThat(missing.isAtLeast(Amount.NOTHING)).as("nothing twice: %s", missing).isTrue();
    if (dropped == 0) {
      assertThat(crashedUnconfirmed.isAtLeast(missing))
          .as("missing %s, and unconfirmed at a crash %s", missing, crashedUnconfirmed)
          .isTrue();
    }
    if (!canCrash && dropped == 0) {
      assertThat(missing).isEqualTo(Amount.NOTHING);
    }
  }

  private Amount stored(Granularity granularity) {
    List<OwnedBucket> found = new ArrayList<>();
    try (BucketCursor cursor = world.buckets().readAll(granularity, EVER)) {
      cursor.forEachRemaining(found::add);
    }
    return Amount.in(found);
  }
}
