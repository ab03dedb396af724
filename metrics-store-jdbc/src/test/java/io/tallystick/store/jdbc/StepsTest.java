package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.StartSpan;
import io.tallystick.spi.TimeRange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class StepsTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "DAY")
  void stepsAreTheStartsOfARangeWithinWhatIsThere(Granularity granularity) {
    long width = granularity.width().toSeconds();
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      Instant oldest = granularity.bucketStart(Instant.ofEpochSecond(any(random, width)));
      Instant newest = oldest.plusSeconds(width * random.nextInt(20));
      Instant from = Instant.ofEpochMilli(1_000 * any(random, width) + random.nextInt(1_000));
      Instant to = from.plusMillis(random.nextInt((int) (12_000 * width)));
      List<Long> expected = new ArrayList<>();
      for (Instant at = oldest; !at.isAfter(newest); at = at.plusSeconds(width)) {
        if (!at.isBefore(from) && at.isBefore(to)) {
          expected.add(at.getEpochSecond());
        }
      }
      Steps steps = Steps.of(granularity, new TimeRange(from, to), new StartSpan(oldest, newest));

      assertThat(starts(steps)).as("seed %d", seed).isEqualTo(expected);
      assertThat(steps.count()).as("seed %d", seed).isEqualTo(Math.max(1, expected.size()));
    }
  }

  /** Around 1970, so that some are before it. */
  private static long any(Random random, long width) {
    return random.nextInt((int) (16 * width)) - 8 * width;
  }

  @Test
  void pagesHoldEachStepOnce() {
    for (int most = 1; most < 30; most++) {
      Steps left = tenMinutes();
      List<Long> starts = new ArrayList<>();
      while (!left.isEmpty()) {
        Steps page = left.first(most);
        starts.addAll(starts(page));
        left = left.after(page);
      }

      assertThat(starts).as("pages of %d", most).isEqualTo(starts(tenMinutes()));
    }
  }

  @Test
  void aRangeBesideWhatIsThereIsEmpty() {
    StartSpan there = new StartSpan(TEN, TEN.plusSeconds(60));

    assertThat(steps(TEN.minusSeconds(600), TEN, there).isEmpty()).isTrue();
    assertThat(steps(TEN.plusSeconds(61), TEN.plusSeconds(600), there).isEmpty()).isTrue();
    assertThat(steps(TEN.plusSeconds(60), TEN.plusSeconds(61), there).isEmpty()).isFalse();
  }

  @Test
  void daysOfOneZoneAreThreeRunsOfStepsInAYear() {
    ZoneId zone = ZoneId.of("Pacific/Chatham");
    List<Long> midnights =
        IntStream.range(0, 365)
            .mapToObj(day -> LocalDate.of(2026, 1, 1).plusDays(day).atStartOfDay(zone))
            .map(ZonedDateTime::toEpochSecond)
            .toList();

    List<Steps> runs = Steps.through(midnights, 86_400);

    assertThat(runs).hasSize(3);
    assertThat(runs.stream().flatMap(run -> starts(run).stream()).toList()).isEqualTo(midnights);
  }

  @Test
  void aStartThatIsOutOfStepIsAStepOfItsOwn() {
    assertThat(Steps.through(List.of(0L, 86_400L, 90_000L, 172_800L, 432_000L), 86_400))
        .containsExactly(
            new Steps(0, 86_401, 86_400),
            new Steps(90_000, 90_001, 86_400),
            new Steps(172_800, 432_001, 86_400));
    assertThat(Steps.through(List.of(), 86_400)).isEmpty();
  }

  @Test
  void stepsBetweenMomentsKeepInStep() {
    Steps steps = new Steps(-60, 241, 60);

    assertThat(starts(steps.between(-600, 600))).containsExactly(-60L, 0L, 60L, 120L, 180L, 240L);
    assertThat(starts(steps.between(1, 121))).containsExactly(60L, 120L);
    assertThat(starts(steps.between(60, 120))).containsExactly(60L);
    assertThat(steps.between(61, 120).isEmpty()).isTrue();
    assertThat(steps.between(300, 600).isEmpty()).isTrue();
    assertThat(steps.between(-600, -60).isEmpty()).isTrue();
  }

  private static Steps tenMinutes() {
    return steps(
        TEN.plusSeconds(1), TEN.plusSeconds(599), new StartSpan(TEN, TEN.plusSeconds(3_600)));
  }

  private static Steps steps(Instant from, Instant to, StartSpan there) {
    return Steps.of(Granularity.MINUTE, new TimeRange(from, to), there);
  }

  private static List<Long> starts(Steps steps) {
    List<Long> starts = new ArrayList<>();
    for (long at = steps.from(); at < steps.to(); at += steps.width()) {
      starts.add(at);
    }
    return starts;
  }
}
