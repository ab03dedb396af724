package io.tallystick.core;

import io.tallystick.Metrics;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.testing.ForwardingBackend;
import io.tallystick.core.testing.ForwardingBuckets;
import io.tallystick.spi.Batch;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.WriteOutcome;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A runtime that has all the series that its limits allow, each recorded into in every minute, for
 * many minutes on a clock of its own. Takes {@code kept} for a backend in memory, {@code away} for
 * one that takes nothing.
 */
public final class SmallHeapProgram {
  private static final int MINUTES = 20;
  private static final int TICKS_A_MINUTE = 2;
  private static final int NAMES = 30;
  private static final int TAG_SETS = 10_000;
  private static final int SAMPLES = 10;
  private static final double MOST_EXPONENT = 3;

  private final Random random = new Random(1);
  private long nowMillis;

  private SmallHeapProgram() {}

  /** Ends with 0 unless memory ran out. */
  public static void main(String[] arguments) {
    new SmallHeapProgram()
        .run(arguments[0].equals("kept") ? InMemoryBackend.create() : new AwayBackend());
    System.exit(0);
  }

  private void run(StorageBackend backend) {
    RuntimeOptions options =
        RuntimeOptions.resolve(
            OptionSources.NONE, new OptionValues(), Runtime.getRuntime().maxMemory());
    Pipeline pipeline =
        new Pipeline(
            options,
            backend,
            () -> new Moment(nowMillis, TimeUnit.MILLISECONDS.toNanos(nowMillis)));
    for (int i = 0; i < MINUTES * TICKS_A_MINUTE; i++) {
      recordAll(pipeline.metrics());
      nowMillis += TimeUnit.MINUTES.toMillis(1) / TICKS_A_MINUTE;
      pipeline.tick();
      pipeline.store();
      pipeline.snapshot();
    }
  }

  private void recordAll(Metrics metrics) {
    for (int number = 0; number < TAG_SETS; number++) {
      String name = "part_" + number % NAMES;
      String client = "c" + number;
      metrics.count(name + ".count", 1, "client", client, "method", "GET");
      for (int sample = 0; sample < SAMPLES; sample++) {
        double value = Math.pow(10, random.nextDouble() * MOST_EXPONENT);
        metrics.histogram(name + ".duration_ms", value, "client", client, "method", "GET");
      }
    }
  }

  /** Takes nothing, and says to come again. */
  private static final class AwayBackend extends ForwardingBackend {
    private final BucketStore away =
        new ForwardingBuckets(super.buckets()) {
          @Override
          public WriteOutcome write(Batch batch) {
            throw StorageException.temporary("The store is away.", null);
          }
        };

    AwayBackend() {
      super(InMemoryBackend.create());
    }

    @Override
    public BucketStore buckets() {
      return away;
    }
  }
}
