package io.tallystick.core;

import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.spi.StorageBackend;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.UnaryOperator;

/**
 * A runtime whose time only the test moves: it has no threads, and what they do is done while time
 * passes.
 */
public final class TimedRuntime implements AutoCloseable {
  private static final Duration FLUSH = Duration.ofSeconds(10);

  private final MetricsRuntime runtime;
  private volatile Moment now;

  /** A runtime that begins then, with options of its own, and what stands before its store. */
  public TimedRuntime(
      Instant start,
      UnaryOperator<RuntimeBuilder> options,
      UnaryOperator<StorageBackend> beforeStore) {
    now = new Moment(start.toEpochMilli(), 0);
    StorageBackend store =
        InMemoryBackend.with(wall(), ZoneOffset.UTC, InMemoryBackend.STANDARD_BUCKETS);
    runtime =
        options
            .apply(MetricsRuntime.builder().source("service:api"))
            .sources(OptionSources.NONE)
            .clock(() -> now)
            .installed(false)
            .storage(beforeStore.apply(store))
            .build();
  }

  /** A runtime that begins then. */
  public static TimedRuntime at(String start) {
    return new TimedRuntime(Instant.parse(start), builder -> builder, store -> store);
  }

  public MetricsRuntime runtime() {
    return runtime;
  }

  /** Lets time pass, and what is recorded reach the store on the way. */
  public void pass(Duration duration) {
    Duration left = duration;
    while (!left.isZero()) {
      Duration step = left.compareTo(FLUSH) < 0 ? left : FLUSH;
      now = new Moment(now.wallMillis() + step.toMillis(), now.elapsedNanos() + step.toNanos());
      runtime.turn();
      left = left.minus(step);
    }
  }

  private Clock wall() {
    return new Clock() {
      @Override
      public Instant instant() {
        return Instant.ofEpochMilli(now.wallMillis());
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

  @Override
  public void close() {
    runtime.close();
  }
}
