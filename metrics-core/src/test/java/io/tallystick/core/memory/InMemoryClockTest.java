package io.tallystick.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.Refusal;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.WriterId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What hangs on the store's time, to the millisecond. */
class InMemoryClockTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final WriterId FIRST = new WriterId(1, 2);
  private static final WriterId SECOND = new WriterId(3, 4);

  private final SetClock clock = new SetClock();
  private final InMemoryBackend backend =
      InMemoryBackend.with(clock, ZoneId.of("Europe/Vienna"), 100);

  @Test
  void itsTimeAndItsZoneAreThoseThatItWasGiven() {
    clock.now = TEN.plusNanos(1_999_999);

    assertThat(backend.control().now()).isEqualTo(TEN.plusMillis(1));
    assertThat(backend.buckets().identity().zone()).isEqualTo(ZoneId.of("Europe/Vienna"));
    assertThat(backend.buckets().identity().created()).isEqualTo(TEN);
  }

  @Test
  void aLeaseIsHeldUntilItsEndAndNoLonger() {
    Lease lease = backend.control().acquire("janitor", FIRST, Duration.ofMinutes(1)).orElseThrow();
    clock.now = TEN.plusMillis(59_999);
    assertThat(backend.control().acquire("janitor", SECOND, Duration.ofMinutes(1))).isEmpty();
    clock.now = TEN.plusMillis(60_000);

    assertThat(backend.control().acquire("janitor", SECOND, Duration.ofMinutes(1)))
        .contains(new Lease("janitor", SECOND, lease.token() + 1, TEN.plusSeconds(120)));
  }

  @Test
  void aLeaseIsAskedForMoreThanNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> backend.control().acquire("janitor", FIRST, Duration.ZERO))
        .withMessage("A lease is asked for PT0S: ask for more than nothing.");
  }

  @Test
  void aDayAheadIsTakenAndAMinuteMoreIsNot() {
    OwnedBucket farthest = minute(TEN.plus(Duration.ofDays(1)));
    OwnedBucket tooFar = minute(TEN.plus(Duration.ofDays(1)).plusSeconds(60));

    assertThat(backend.buckets().write(Batch.of(farthest, tooFar)).refused())
        .isEqualTo(Map.of(tooFar.key(), Refusal.TOO_FAR_AHEAD));
    clock.now = TEN.plusSeconds(60);
    assertThat(backend.buckets().write(Batch.of(tooFar)).refused()).isEmpty();
  }

  private static OwnedBucket minute(Instant start) {
    SeriesKey series =
        SeriesKey.system("orders.count", MetricKind.COUNTER, "service:api", Tags.empty());
    Bucket bucket = new Bucket(start, 1, CounterState.ofWhole(1));
    return new OwnedBucket(series, Granularity.MINUTE, FIRST, bucket);
  }

  private static final class SetClock extends Clock {
    private Instant now = TEN;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
