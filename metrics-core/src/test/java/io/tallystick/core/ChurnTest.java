package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.UserMetricKind;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.record.Reachable;
import io.tallystick.core.testing.ForwardingBackend;
import io.tallystick.core.testing.ForwardingBuckets;
import io.tallystick.spi.Batch;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.WriteOutcome;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Series that come, stand still for hours and are followed by others. */
class ChurnTest {
  private static final long TICK_MILLIS = TimeUnit.MINUTES.toMillis(5);
  private static final int TICKS_AN_HOUR = 12;
  private static final int NEW_SERIES_AN_HOUR = 300;
  private static final int SAMPLES = 20;
  private static final int SETTLED_HOURS = 6;
  private static final int HOURS = 48;

  private final CountingStore store = new CountingStore();
  private final Pipeline pipeline =
      new Pipeline(
          RuntimeOptions.resolve(OptionSources.NONE, new OptionValues(), 1L << 30),
          store.backend(),
          () -> new Moment(nowMillis(), TimeUnit.MILLISECONDS.toNanos(nowMillis())));
  private long nowMillis;

  private long nowMillis() {
    return nowMillis;
  }

  @Test
  @Tag("slow")
  void seriesThatComeAndGoLeaveMemoryBounded() {
    passHours(0, SETTLED_HOURS);
    int series = pipeline.snapshot().series().size();
    long recordedBytes = pipeline.recordedBytes();
    long heldBytes = heldBytes();

    passHours(SETTLED_HOURS, HOURS);

    assertThat(pipeline.snapshot().series()).hasSizeLessThanOrEqualTo(series + 10);
    assertThat(pipeline.recordedBytes()).isLessThan(recordedBytes + recordedBytes / 10);
    assertThat(heldBytes()).isLessThan(heldBytes + heldBytes / 10);
    assertThat(store.flooded).isEqualTo((long) HOURS * NEW_SERIES_AN_HOUR);
  }

  /** Of the runtime alone, for what other tests left behind comes and goes as it likes. */
  private long heldBytes() {
    ManagementFactory.getMemoryMXBean().gc(); // what is only weakly held is not held
    return Reachable.from(pipeline).bytes();
  }

  private void passHours(int first, int end) {
    for (int hour = first; hour < end; hour++) {
      for (int number = 0; number < NEW_SERIES_AN_HOUR; number++) {
        record(pipeline.metrics(), "h" + hour + "n" + number);
      }
      for (int tick = 0; tick < TICKS_AN_HOUR; tick++) {
        nowMillis += TICK_MILLIS;
        pipeline.tick();
        pipeline.store();
      }
    }
  }

  private static void record(Metrics metrics, String value) {
    metrics.count("churn.count", 1, "client", value, "method", "GET");
    metrics.count("churn.count", 0.5, "method", "GET", "client", value);
    for (int sample = 1; sample <= SAMPLES; sample++) {
      metrics.histogram("churn.duration_ms", sample * sample, "client", value);
    }
    metrics.recordUserMetric(
        value, "churn.count", 1, UserMetricKind.COUNT, Tags.of("client", value));
  }

  /** Keeps nothing but a sum; each counter's bucket is written once, as it changes once. */
  private static final class CountingStore extends ForwardingBuckets {
    private long flooded;

    CountingStore() {
      super(InMemoryBackend.create().buckets());
    }

    StorageBackend backend() {
      return new ForwardingBackend(InMemoryBackend.create()) {
        @Override
        public BucketStore buckets() {
          return CountingStore.this;
        }
      };
    }

    @Override
    public WriteOutcome write(Batch batch) {
      for (OwnedBucket owned : batch.buckets()) {
        if (owned.series().name().equals("churn.count")
            && owned.bucket().state() instanceof CounterState counter) {
          flooded += counter.whole();
        }
      }
      return WriteOutcome.allKept("counting");
    }
  }
}
