package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.spi.ControlStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.RateLimitQuery;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An instance writes minutes of rate limits while another settles them. */
class SettledMeanwhileTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final WriterId WRITER = new WriterId(5, 5);
  private static final int ROUNDS = 25;
  private static final int STATES = 40;

  @ParameterizedTest
  @EnumSource(
      value = Databases.class,
      names = {"POSTGRES", "MARIADB"})
  void whatWasTakenIsInTheSumAndWhatComesLaterIsRefused(Databases kind) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Databases.Place place = kind.fresh();
    try (StorageBackend one = place.open();
        StorageBackend other = place.open()) {
      Lease lease = other.control().acquire("janitor", WRITER, Duration.ofHours(1)).orElseThrow();
      for (int round = 0; round < ROUNDS; round++) {
        Instant start = TEN.plus(Duration.ofMinutes(5L * round));
        TimeRange window = new TimeRange(start, start.plus(Duration.ofMinutes(5)));
        put(one.control(), start, 1);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Integer> taken =
            CompletableFuture.supplyAsync(() -> putAll(one.control(), start, begun));
        begun.await();
        LockSupport.parkNanos(random.nextInt(20_000_000));
        other.control().foldRateLimits(lease, window.to(), window.to(), 1);

        for (Granularity each : List.of(Granularity.MINUTE, Granularity.FIVE_MINUTES)) {
          assertThat(used(one.control(), each, window))
              .as("%s, round %d, seed %d", each.id(), round, seed)
              .containsExactly((long) taken.join());
        }
      }
    }
  }

  /** States that grow, until one is refused; the last that was taken. */
  private static int putAll(ControlStore control, Instant start, CountDownLatch begun) {
    int taken = 1;
    for (int used = 2; used <= STATES; used++) {
      if (put(control, start, used) > 0) {
        return taken;
      }
      taken = used;
      begun.countDown();
    }
    return taken;
  }

  private static int put(ControlStore control, Instant start, int used) {
    return control.putRateLimitUses(
        List.of(RateLimitUse.ofMinute("client:1", start, WRITER, used, 100)));
  }

  private static List<Long> used(ControlStore control, Granularity granularity, TimeRange range) {
    return control.rateLimitUses(RateLimitQuery.of(granularity, range, 10)).stream()
        .map(RateLimitUse::used)
        .toList();
  }
}
