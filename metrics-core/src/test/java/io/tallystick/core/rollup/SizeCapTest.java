package io.tallystick.core.rollup;

import static io.tallystick.core.rollup.Yard.ORDERS;
import static io.tallystick.spi.Granularity.DAY;
import static io.tallystick.spi.Granularity.FIVE_MINUTES;
import static io.tallystick.spi.Granularity.HOUR;
import static io.tallystick.spi.Granularity.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.record.LogLines;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SizeCapTest {
  private static final Instant NOW = Instant.parse("2026-06-20T12:00:00Z");

  private final Yard yard = new Yard();

  @BeforeEach
  void setUp() {
    LogLines.take(SizeCap.class.getName());
    yard.clock.set(NOW);
    yard.settings = yard.settings.withBuckets(Map.of());
    fill(MINUTE, Duration.ofHours(20));
    fill(FIVE_MINUTES, Duration.ofDays(4));
    fill(HOUR, Duration.ofDays(30));
    yard.clock.pass(Duration.ofMinutes(2));
    Janitor folding = yard.janitor();
    folding.sweep();
    folding.release();
  }

  private void fill(Granularity granularity, Duration back) {
    for (Instant start = NOW.minus(back);
        start.isBefore(NOW);
        start = start.plus(granularity.width())) {
      yard.write(granularity, ORDERS, start, 1, CounterState.ofWhole(1));
    }
  }

  private long bytes() {
    return yard.buckets.sizeBytes().orElseThrow();
  }

  private Janitor capped(long mostBytes) {
    yard.settings = yard.settings.withMostBytes(mostBytes);
    return yard.janitor();
  }

  @Test
  void theOldestMinutesGoFirstAnHourASweepAndNoMoreThanNeeded() {
    int before = yard.rows(MINUTE).size();
    int coarser = yard.rows(FIVE_MINUTES).size() + yard.rows(HOUR).size() + yard.rows(DAY).size();
    Janitor janitor = capped(bytes() - 350 * 90);
    janitor.sweep();
    assertThat(yard.rows(MINUTE)).hasSize(before - 60);
    janitor.sweep();
    janitor.sweep();
    janitor.sweep();

    assertThat(yard.rows(MINUTE)).hasSize(before - 120);
    assertThat(yard.rows(FIVE_MINUTES).size() + yard.rows(HOUR).size() + yard.rows(DAY).size())
        .isEqualTo(coarser);
    assertThat(janitor.status().shedBuckets()).isEqualTo(120);
    yard.counted().counter("tallystick.dropped.count", "reason", "store_too_large").isEqualTo(120);
    assertThat(LogLines.take(SizeCap.class.getName())).hasSize(1);
  }

  @Test
  void daysAndTheNewestOfEachStayAndThatNothingIsLeftIsSaidOnce() {
    long days = yard.total(DAY);
    Janitor janitor = capped(1);
    for (int i = 0; i < 200; i++) {
      janitor.sweep();
    }

    assertThat(yard.total(DAY)).isEqualTo(days);
    assertThat(yard.oldest(MINUTE)).contains(NOW.minus(Duration.ofHours(2)));
    assertThat(yard.oldest(FIVE_MINUTES)).contains(NOW.minus(Duration.ofHours(25)));
    assertThat(yard.oldest(HOUR)).contains(Instant.parse("2026-06-13T00:00:00Z"));
    assertThat(LogLines.take(SizeCap.class.getName()))
        .hasSize(2)
        .last()
        .asString()
        .contains("nothing is left");
  }

  @Test
  void whatIsNotFoldedIsNotShed() {
    Instant late = NOW.minus(Duration.ofHours(10));
    Janitor holder = capped(1);
    holder.sweep();
    yard.count(ORDERS, late, 5, 1);
    HeldLease lease =
        new HeldLease(
            yard.backend.control(), Yard.writer(3), Duration.ofHours(1), yard.clock::elapsedNanos);
    holder.release();
    lease.take();
    SizeCap cap =
        new SizeCap(
            yard.buckets,
            new BucketPurge(yard.buckets, lease),
            1,
            yard.runtime.metrics(),
            yard.clock::elapsedNanos);
    for (int i = 0; i < 200; i++) {
      cap.measure();
      cap.shed(new Turn(yard.clock::elapsedNanos, () -> false, Duration.ofSeconds(5)));
    }

    assertThat(yard.oldest(MINUTE)).contains(late);
    assertThat(yard.oldest(FIVE_MINUTES).orElseThrow()).isBeforeOrEqualTo(late);
    assertThat(yard.hasMarks(FIVE_MINUTES)).isTrue();
  }

  @Test
  void aStoreWithinItsSizeIsLeftAlone() {
    int before = yard.backend.size();
    Janitor janitor = capped(bytes() + 1_000);
    janitor.sweep();

    assertThat(yard.backend.size()).isEqualTo(before);
    assertThat(janitor.status().sizeBytes()).hasValue(bytes());
    yard.counted().gauge("tallystick.store.size_bytes").isEqualTo((double) bytes());
    assertThat(LogLines.take(SizeCap.class.getName())).isEmpty();
  }
}
