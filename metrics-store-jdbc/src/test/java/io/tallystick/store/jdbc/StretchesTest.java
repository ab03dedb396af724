package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StretchesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final LocalDate NEW_YEAR = LocalDate.of(2026, 1, 1);

  @Test
  void equalStretchesAreOneRun() {
    List<Instant> borders = seconds(0, 60, 120, 180);

    assertThat(Stretches.between(borders))
        .containsExactly(new Stretches(borders.subList(0, 3), 0, 60));
  }

  @Test
  void daysOfAYearAreFiveRunsWhereTheClockIsTurnedTwice() {
    List<Instant> borders =
        IntStream.rangeClosed(0, 365)
            .mapToObj(day -> NEW_YEAR.plusDays(day).atStartOfDay(BERLIN).toInstant())
            .toList();

    assertThat(Stretches.between(borders))
        .extracting(run -> run.length() / 3_600, run -> run.froms().size())
        .satisfies(
            runs ->
                assertThat(runs.toString())
                    .isEqualTo("[(24L, 87), (23L, 1), (24L, 209), (25L, 1), (24L, 67)]"));
  }

  @Test
  void monthsAreOneByOneUnlessTwoAreAsLong() {
    List<Instant> borders =
        IntStream.rangeClosed(0, 12)
            .mapToObj(month -> NEW_YEAR.plusMonths(month).atStartOfDay(ZoneId.of("Z")).toInstant())
            .toList();

    assertThat(Stretches.between(borders)).hasSize(11);
  }

  @Test
  void aStretchWithoutAWholeSecondHoldsNoStart() {
    List<Instant> borders =
        List.of(Instant.ofEpochMilli(1), Instant.ofEpochMilli(900), Instant.ofEpochMilli(1_001));

    assertThat(Stretches.between(borders))
        .containsExactly(new Stretches(List.of(borders.get(1)), 1, 1));
    assertThat(Stretches.between(seconds(5, 5))).isEmpty();
    assertThat(Stretches.between(seconds(5))).isEmpty();
  }

  @Test
  void aStretchIsFoundByAnyStartWithin() {
    Stretches run = new Stretches(seconds(-120, -60, 0), -120, 60);

    assertThat(run.startOf(-1)).isEqualTo(-60);
    assertThat(run.startOf(0)).isZero();
    assertThat(run.from(-61)).isEqualTo(Instant.ofEpochSecond(-120));
    assertThat(run.from(59)).isEqualTo(Instant.EPOCH);
    assertThat(run.end()).isEqualTo(60);
  }

  @Test
  void stepsAreCutAtRunsOfStretches() {
    List<Stretches> runs = Stretches.between(seconds(0, 300, 600, 660));
    List<Steps> steps = List.of(new Steps(-60, 361, 60), new Steps(480, 1_201, 60));

    assertThat(SummedSteps.of(steps, runs))
        .containsExactly(
            new SummedSteps(new Steps(0, 361, 60), runs.get(0)),
            new SummedSteps(new Steps(480, 600, 60), runs.get(0)),
            new SummedSteps(new Steps(600, 660, 60), runs.get(1)));
  }

  @Test
  void stepsWithinOneStretchAreOneSum() {
    Stretches run = new Stretches(seconds(0, 300), 0, 300);

    assertThat(new SummedSteps(new Steps(0, 300, 60), run).isOneStretch()).isTrue();
    assertThat(new SummedSteps(new Steps(0, 301, 60), run).isOneStretch()).isFalse();
    assertThat(new SummedSteps(new Steps(300, 361, 60), run).isOneStretch()).isTrue();
  }

  private static List<Instant> seconds(long... seconds) {
    return Arrays.stream(seconds).mapToObj(Instant::ofEpochSecond).toList();
  }
}
