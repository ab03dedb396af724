package io.tallystick.core.derived;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeCellTest {
  @ParameterizedTest
  @CsvSource({
    "2026-03-01 10:07:00, 2026-03-01T10:07:00Z",
    "2026-03-01 10:07, 2026-03-01T10:07:00Z",
    "2026-03-01, 2026-03-01T00:00:00Z",
    "2026-03-01T10:07:00.25, 2026-03-01T10:07:00.25Z",
    "2026-03-01T10:07:00Z, 2026-03-01T10:07:00Z",
    "2026-03-01 10:07:00+13:45, 2026-02-28T20:22:00Z",
    "2026-03-01 10:07:00+01, 2026-03-01T09:07:00Z"
  })
  void aTextIsOfUtcUnlessItSaysElse(String text, Instant time) {
    assertThat(TimeCell.of(text)).isEqualTo(time);
  }

  @Test
  void aNumberIsOfSecondsOrMilliseconds() {
    assertThat(TimeCell.of(1_772_359_620L)).isEqualTo("2026-03-01T10:07:00Z");
    assertThat(TimeCell.of(1_772_359_620_500L)).isEqualTo("2026-03-01T10:07:00.5Z");
    assertThat(TimeCell.of(new BigDecimal("1772359620.25"))).isEqualTo("2026-03-01T10:07:00.25Z");
    assertThat(TimeCell.of(LocalDate.of(2026, 3, 1))).isEqualTo("2026-03-01T00:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({"soon", "10:07", "2026-13-01", "2026-03-01 10:07:00 later"})
  void otherTextIsNoTime(String text) {
    assertThat(TimeCell.of(text)).isNull();
  }
}
