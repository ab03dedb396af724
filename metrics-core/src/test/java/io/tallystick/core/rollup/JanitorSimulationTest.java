package io.tallystick.core.rollup;

import static io.tallystick.core.rollup.Yard.START;
import static io.tallystick.spi.Granularity.DAY;
import static io.tallystick.spi.Granularity.FIVE_MINUTES;
import static io.tallystick.spi.Granularity.HOUR;
import static io.tallystick.spi.Granularity.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.core.record.LogLines;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Writers, some of them late, and janitors that fail and are held up, as a seed says. */
class JanitorSimulationTest {
  private static final int SEEDS = 60;
  private static final int HOURS = 30;

  /** Requests are summed up in one of so many, for that takes its time. */
  private static final int SUMMED_UP = 4;

  private static final Instant LATEST = START.plus(Duration.ofDays(100));

  @Test
  void whatWasTakenIsInTheDaysAndInTheRowsInTheEndWhateverHappensMeanwhile() {
    for (long seed = 0; seed < SEEDS; seed++) {
      new Course(seed).run();
    }
    LogLines.take("io.tallystick.core.rollup");
  }

  private static final class Course {
    private final long seed;
    private final Random random;
    private final Yard yard = new Yard();
    private final List<Janitor> janitors = new ArrayList<>();
    private final boolean sumsUp;
    private long recorded;

    /** How deep one janitor is in the calls of another. */
    private int depth;

    Course(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.sumsUp = seed % SUMMED_UP == 0;
      yard.settings = yard.settings.withSweepTime(Duration.ofSeconds(1 + random.nextInt(5)));
      yard.settings = yard.settings.withRequestsSummedUp(sumsUp);
      for (int i = 0; i < 3; i++) {
        janitors.add(yard.janitor(troubled()));
      }
    }

    /** A store that now and then fails, before or after the act, or holds up who called it. */
    private StorageBackend troubled() {
      return FailingBackend.of(yard.backend, this::trouble, this::trouble);
    }

    private void trouble(String called) {
      int dice = random.nextInt(400);
      if (dice < 2) {
        throw StorageException.temporary("As the seed says.", null);
      }
      if (dice == 2 && depth < 2) {
        depth++;
        yard.clock.pass(Duration.ofSeconds(random.nextInt(200)));
        record();
        other().sweep();
        depth--;
      }
    }

    /** A janitor is not called by itself. */
    private Janitor other() {
      return yard.janitor();
    }

    private void record() {
      int writer = 1 + random.nextInt(4);
      Duration late = Duration.ofMinutes(random.nextInt(10) == 0 ? random.nextInt(600) : 0);
      Instant now = yard.clock.instant().minus(late);
      Instant at = now.isBefore(START) ? START : now;
      Granularity granularity = random.nextInt(30) == 0 ? FIVE_MINUTES : MINUTE;
      long whole = random.nextInt(1_000);
      // A writer of its own, so that no row takes the place of another.
      int own = 1_000 * writer + random.nextInt(1_000_000);
      Tags tags = tags();
      SeriesKey series = Yard.counter("http.request.count", tags);
      Instant start = granularity.bucketStart(at);
      boolean isTaken =
          yard.write(granularity, series, start, own, CounterState.ofWhole(whole))
              .refused()
              .isEmpty();
      recorded += isTaken ? whole : 0;
      if (sumsUp && random.nextInt(3) == 0) {
        yard.write(granularity, times(tags), start, own, Samples.state(random.nextInt(500), whole));
      }
    }

    private Tags tags() {
      return Tags.of(
          "route_id",
          "/r" + random.nextInt(3),
          "method",
          "GET",
          "status_class",
          random.nextBoolean() ? "2xx" : "5xx");
    }

    private static SeriesKey times(Tags tags) {
      return SeriesKey.system(
          "http.request.duration_ms", MetricKind.HISTOGRAM, "service:api", tags);
    }

    void run() {
      Instant end = START.plus(Duration.ofHours(HOURS));
      while (yard.clock.instant().isBefore(end)) {
        record();
        yard.clock.pass(Duration.ofSeconds(30 + random.nextInt(400)));
        janitors.get(random.nextInt(janitors.size())).sweep();
      }
      yard.clock.set(START.plus(Duration.ofHours(49)));
      Janitor last = yard.janitor();
      for (int i = 0; i < 10; i++) {
        last.sweep();
      }

      assertThat(yard.total(DAY)).as("days, seed %s", seed).isEqualTo(recorded);
      assertThat(yard.total(HOUR)).as("hours, seed %s", seed).isEqualTo(recorded);
      for (Granularity target : List.of(FIVE_MINUTES, HOUR, DAY)) {
        assertThat(yard.hasMarks(target)).as("%s, seed %s", target, seed).isFalse();
      }
      if (sumsUp) {
        List.of(Granularity.values()).forEach(this::checkRequests);
      }
    }

    /** Of all buckets that may still be there. */
    private void checkRequests(Granularity granularity) {
      Instant horizon = yard.buckets.horizon(granularity);
      TimeRange kept = new TimeRange(horizon.isBefore(START) ? START : horizon, LATEST);

      assertThat(yard.backend.requests().orElseThrow().find(granularity, kept))
          .as("requests of %s, seed %s", granularity, seed)
          .containsExactlyInAnyOrderElementsOf(RequestsByHand.of(yard.rows(granularity, kept)));
    }
  }
}
