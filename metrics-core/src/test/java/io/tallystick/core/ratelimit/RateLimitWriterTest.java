package io.tallystick.core.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.spi.ControlStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.StorageException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimitWriterTest {
  private final LimitRig rig = new LimitRig();

  @AfterEach
  void close() {
    rig.close();
  }

  /** The store, but for what happens when uses are put. */
  private ControlStore putting(Function<List<RateLimitUse>, Integer> put) {
    return (ControlStore)
        Proxy.newProxyInstance(
            ControlStore.class.getClassLoader(),
            new Class<?>[] {ControlStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("putRateLimitUses")) {
                @SuppressWarnings("unchecked")
                List<RateLimitUse> uses = (List<RateLimitUse>) arguments[0];
                return put.apply(uses);
              }
              try {
                return method.invoke(rig.store, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  private static StorageException away() {
    return StorageException.temporary("The store is away.", null);
  }

  @Test
  void whatTheStoreDoesNotTakeIsWrittenWhenItIsBack() {
    AtomicBoolean isAway = new AtomicBoolean(true);
    LimitRig.Instance instance =
        rig.instance(
            putting(
                uses -> {
                  if (isAway.get()) {
                    throw away();
                  }
                  return rig.store.putRateLimitUses(uses);
                }));
    for (int minute = 0; minute < 50; minute++) {
      instance.observe("a", 10, minute + 1);
      instance.writer.flush();
      rig.pass(Duration.ofMinutes(1));
    }
    assertThat(rig.stored(Granularity.MINUTE)).isEmpty();
    isAway.set(false);
    instance.writer.flush();

    assertThat(rig.stored(Granularity.MINUTE)).hasSize(50);
    assertThat(rig.sum(Granularity.MINUTE)).isEqualTo(50 * 51 / 2);
    assertThat(rig.dropped()).isEmpty();
  }

  @Test
  void whatWaitsForMoreThanAnHourIsDroppedAndCounted() {
    AtomicBoolean isAway = new AtomicBoolean(true);
    LimitRig.Instance instance =
        rig.instance(
            putting(
                uses -> {
                  if (isAway.get()) {
                    throw away();
                  }
                  return rig.store.putRateLimitUses(uses);
                }));
    for (int minute = 0; minute < 90; minute++) {
      instance.observe("a", 10, 2);
      instance.writer.flush();
      rig.pass(Duration.ofMinutes(1));
    }
    isAway.set(false);
    instance.writer.flush();

    long lost = rig.dropped().get("rate_limit_unstored");
    assertThat(lost).isBetween(55L, 65L);
    assertThat(rig.sum(Granularity.MINUTE)).isEqualTo(180 - lost);
  }

  @Test
  void aWriteThatTheStoreTookAndSaidItDidNotCountsOnce() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    LimitRig.Instance instance =
        rig.instance(
            putting(
                uses -> {
                  int refused = rig.store.putRateLimitUses(uses);
                  if (random.nextBoolean()) {
                    throw away();
                  }
                  return refused;
                }));
    LimitRig.Instance other = rig.instance();
    for (int i = 0; i < 200; i++) {
      instance.observe("a", 10, 3);
      other.observe("a", 10, 2);
      instance.writer.flush();
      other.writer.flush();
      rig.fold();
      rig.pass(Duration.ofSeconds(10 + random.nextInt(20)));
    }
    for (int i = 0; i < 50; i++) {
      instance.writer.flush(); // until one is said to be taken
    }
    instance.writer.finish();
    other.writer.finish();
    rig.pass(Duration.ofHours(3));
    rig.fold();
    rig.fold();

    long dropped = rig.dropped().getOrDefault("rate_limit_unstored", 0L);
    assertThat(dropped).as("seed %d", seed).isZero();
    for (Granularity each : List.of(Granularity.FIVE_MINUTES, Granularity.HOUR)) {
      assertThat(rig.sum(each)).as("%s, seed %d", each, seed).isEqualTo(200 * 5);
    }
  }

  @Test
  void oneThatTheStoreNeverTakesDoesNotKeepTheOthersFromIt() {
    List<String> tried = new ArrayList<>();
    LimitRig.Instance instance =
        rig.instance(
            putting(
                uses -> {
                  uses.forEach(use -> tried.add(use.key()));
                  if (uses.stream().anyMatch(use -> use.key().equals("bad"))) {
                    throw StorageException.permanent("This key cannot be kept.", null);
                  }
                  return rig.store.putRateLimitUses(uses);
                }));
    instance.observe("bad", 10, 4);
    instance.observe("a", 10, 5);
    instance.observe("b", 10, 6);
    instance.writer.flush();
    int soFar = tried.size();
    instance.writer.flush();

    assertThat(rig.sum(Granularity.MINUTE)).isEqualTo(11);
    assertThat(rig.dropped()).containsEntry("rate_limit_refused", 4L);
    assertThat(tried).hasSize(soFar);
  }

  @Test
  void whatIsSettledIsNotCountedAgain() {
    LimitRig.Instance instance = rig.instance();
    instance.observe("a", 10, 4);
    instance.writer.flush();
    instance.observe("a", 10, 1);
    rig.pass(Duration.ofMinutes(10));
    rig.store.foldRateLimits(rig.lease().orElseThrow(), rig.store.now(), rig.store.now(), 9);
    instance.writer.flush();

    assertThat(rig.sum(Granularity.MINUTE)).isEqualTo(4);
    assertThat(rig.sum(Granularity.HOUR)).isEqualTo(4);
    assertThat(rig.dropped()).containsEntry("rate_limit_refused", 1L);
  }

  @Test
  void whatWaitsInTheEndIsGivenUpAndCounted() {
    LimitRig.Instance instance =
        rig.instance(
            putting(
                uses -> {
                  throw away();
                }));
    instance.observe("a", 10, 4);
    instance.writer.finish();

    assertThat(instance.writer.giveUp()).isEqualTo(4);
    assertThat(rig.dropped()).containsEntry("rate_limit_unstored", 4L);
  }
}
