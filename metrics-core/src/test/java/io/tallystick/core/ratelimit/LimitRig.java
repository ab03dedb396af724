package io.tallystick.core.ratelimit;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.OwnTotals;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.testing.TestRuntime;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.RateLimitQuery;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** Limits on a store in memory, in a time that only a test moves. */
final class LimitRig implements AutoCloseable {
  static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  static final TimeRange EVER =
      new TimeRange(TEN.minus(Duration.ofDays(100)), TEN.plus(Duration.ofDays(100)));
  private static final int KEYS = 100;

  RateLimitKeeping keeping = new RateLimitKeeping(Duration.ofHours(24), Duration.ofDays(7));
  final AtomicLong millis = new AtomicLong(TEN.toEpochMilli());
  final StorageBackend backend;
  final ControlStore store;
  private final MetricsRuntime counting = TestRuntime.create();

  LimitRig() {
    backend = InMemoryBackend.with(clock(), ZoneOffset.UTC, 1_000);
    store = backend.control();
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return Instant.ofEpochMilli(millis.get());
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Nobody asks for another zone.");
      }
    };
  }

  /** One instance. */
  final class Instance {
    final RateLimits limits;
    final RateLimitWriter writer;
    final RateLimitHistory history;

    Instance(RateLimitSettings settings, ControlStore control) {
      limits = new RateLimits(settings, counting.metrics(), millis::get);
      writer = new RateLimitWriter(limits, control, counting.metrics());
      history = new RateLimitHistory(limits, control, keeping, millis::get);
    }

    void observe(String key, long limit, int times) {
      for (int i = 0; i < times; i++) {
        limits.observe(key, limit);
      }
    }
  }

  Instance instance() {
    return new Instance(settings(KEYS), store);
  }

  Instance instance(ControlStore control) {
    return new Instance(settings(KEYS), control);
  }

  Instance instance(int keys) {
    return new Instance(settings(keys), store);
  }

  private static RateLimitSettings settings(int keys) {
    return new RateLimitSettings(keys, 80, UnaryOperator.identity(), UnaryOperator.identity());
  }

  void pass(Duration time) {
    millis.addAndGet(time.toMillis());
  }

  void fold() {
    new RateLimitFolding(store, this::lease, () -> 0).run();
  }

  Optional<Lease> lease() {
    return store.acquire("janitor", new WriterId(7, 7), Duration.ofHours(1));
  }

  List<RateLimitUse> stored(Granularity granularity) {
    return store.rateLimitUses(RateLimitQuery.of(granularity, EVER, 100_000));
  }

  long sum(Granularity granularity) {
    return stored(granularity).stream().mapToLong(RateLimitUse::used).sum();
  }

  /** By the reason. */
  Map<String, Long> dropped() {
    return OwnTotals.of(counting.liveTotals()).by("tallystick.dropped.count", "reason");
  }

  @Override
  public void close() {
    counting.close();
    backend.close();
  }
}
