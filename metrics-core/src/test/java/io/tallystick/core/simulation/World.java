package io.tallystick.core.simulation;

import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.spi.Batch;
import io.tallystick.spi.BucketKey;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.WriteOutcome;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** The time that all share, the store that all share, and what the store really took. */
final class World {
  private static final int ROOM = 1_000_000;
  private static final Instant START = Instant.parse("2026-03-01T10:00:20Z");

  private final Random random;

  /** Where instances agree: another store than that of the buckets, and never lost. */
  private final InMemoryBackend agreed;

  private InMemoryBackend store;
  private long elapsedMillis;
  private Runnable meanwhile = () -> {};
  private boolean isHeldUp;

  /** Of what the store took and did not refuse, the newest of each key. */
  private Map<BucketKey, OwnedBucket> taken = new HashMap<>();

  /** Of what stores had taken that are lost, the newest of each key. */
  private final Map<BucketKey, OwnedBucket> lost = new HashMap<>();

  World(long seed) {
    random = new Random(seed);
    agreed = newStore();
    store = newStore();
  }

  private InMemoryBackend newStore() {
    return InMemoryBackend.with(new StoreClock(), ZoneOffset.UTC, ROOM);
  }

  Random random() {
    return random;
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Says what others do while one of them is held up in the middle of its work. */
  void meanwhile(Runnable others) {
    meanwhile = others;
  }

  /** Now and then somebody is held up; nobody is while the others are at work. */
  void holdUp() {
    if (!isHeldUp && chance(0.05)) {
      isHeldUp = true;
      meanwhile.run();
      isHeldUp = false;
    }
  }

  void pass(long millis) {
    elapsedMillis += millis;
  }

  Instant now() {
    return START.plusMillis(elapsedMillis);
  }

  long elapsedNanos() {
    return TimeUnit.MILLISECONDS.toNanos(elapsedMillis);
  }

  BucketStore buckets() {
    return store.buckets();
  }

  StorageBackend agreed() {
    return agreed;
  }

  WriteOutcome write(Batch batch) {
    WriteOutcome outcome = store.buckets().write(batch);
    for (OwnedBucket owned : batch.buckets()) {
      if (!outcome.refused().containsKey(owned.key())) {
        taken.merge(owned.key(), owned, World::newer);
      }
    }
    return outcome;
  }

  private static OwnedBucket newer(OwnedBucket one, OwnedBucket other) {
    return other.bucket().version() > one.bucket().version() ? other : one;
  }

  /** The store is gone with all that it had; another one is there, and is empty. */
  void forget() {
    store.close();
    store = newStore();
    taken.forEach((key, owned) -> lost.merge(key, owned, World::newer));
    taken = new HashMap<>();
  }

  Map<BucketKey, OwnedBucket> taken() {
    return taken;
  }

  /** What is not in the store although an earlier one had it. */
  Amount lost() {
    Amount sum = Amount.NOTHING;
    for (OwnedBucket had : lost.values()) {
      OwnedBucket has = taken.get(had.key());
      if (has == null) {
        sum = sum.plus(Amount.in(List.of(had)));
      } else if (had.bucket().version() > has.bucket().version()) {
        sum = sum.plus(Amount.in(List.of(had))).minus(Amount.in(List.of(has)));
      }
    }
    return sum;
  }

  private final class StoreClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now();
    }
  }
}
