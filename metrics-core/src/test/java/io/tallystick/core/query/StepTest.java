package io.tallystick.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepTest {
  private static List<String> borders(Step step, String zone, String from, int count) {
    ZoneId of = ZoneId.of(zone);
    List<String> borders = new ArrayList<>();
    Instant next = step.start(Instant.parse(from), of);
    for (int i = 0; i < count; i++) {
      borders.add(next.toString());
      next = step.next(next, of);
    }
    return borders;
  }

  @Test
  void theDayOnWhichClocksAreTurnedIsShorterOrLonger() {
    assertThat(borders(Step.DAY, "Europe/Berlin", "2026-03-28T12:00:00Z", 3))
        .containsExactly("2026-03-27T23:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z");
    assertThat(borders(Step.DAY, "Europe/Berlin", "2026-10-25T12:00:00Z", 2))
        .containsExactly("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");
  }

  @Test
  void aWeekBeginsOnMonday() {
    assertThat(borders(Step.WEEK, "UTC", "2026-03-29T23:59:59Z", 2))
        .containsExactly("2026-03-23T00:00:00Z", "2026-03-30T00:00:00Z");
  }

  @Test
  void aMonthBeginsOnItsFirstDayThere() {
    assertThat(borders(Step.MONTH, "America/New_York", "2026-03-01T04:59:59Z", 3))
        .containsExactly("2026-02-01T05:00:00Z", "2026-03-01T05:00:00Z", "2026-04-01T04:00:00Z");
  }

  @Test
  void aQuarterOfADayIsShorterWhereClocksJump() {
    assertThat(borders(Step.SIX_HOURS, "Europe/Berlin", "2026-03-29T00:00:00Z", 5))
        .containsExactly(
            "2026-03-28T23:00:00Z",
            "2026-03-29T04:00:00Z",
            "2026-03-29T10:00:00Z",
            "2026-03-29T16:00:00Z",
            "2026-03-29T22:00:00Z");
  }

  @Test
  void anHourIsThatOfTheZone() {
    assertThat(borders(Step.HOUR, "Asia/Kathmandu", "2026-03-01T10:00:00Z", 2))
        .containsExactly("2026-03-01T09:15:00Z", "2026-03-01T10:15:00Z");
    // On Lord Howe clocks are turned by half an hour.
    assertThat(borders(Step.HOUR, "Australia/Lord_Howe", "2026-10-03T14:00:00Z", 4))
        .containsExactly(
            "2026-10-03T13:30:00Z",
            "2026-10-03T14:30:00Z",
            "2026-10-03T15:30:00Z",
            "2026-10-03T16:00:00Z");
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void aStartIsItsOwnStartAndTheNextOneIsTheStartOfTheNext(Step step) {
    for (String name : List.of("UTC", "Europe/Berlin", "Australia/Lord_Howe", "America/Havana")) {
      ZoneId zone = ZoneId.of(name);
      Instant at = step.start(Instant.parse("2026-01-01T00:00:00Z"), zone);
      for (int i = 0; i < 600; i++) {
        assertThat(step.start(at, zone)).as("%s in %s", at, name).isEqualTo(at);
        Instant next = step.next(at, zone);
        assertThat(next).isAfter(at);
        assertThat(step.start(next.minusMillis(1), zone)).isEqualTo(at);
        at = next;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1m", "5m", "1h", "6h", "1d", "1w", "1mo"})
  void aStepIsFoundByItsWord(String id) {
    assertThat(Step.parse(id).id()).isEqualTo(id);
  }
}
