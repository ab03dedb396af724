package io.tallystick.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RatioTest {
  @Test
  void oursIsDividedByTheOther() {
    assertThat(Ratio.of(Score.of(2), Score.of(8)).times()).isEqualTo(0.25);
    assertThat(Ratio.of(Score.of(2), Score.of(8))).hasToString("0.25");
  }

  @Test
  void withoutEitherItIsUnknown() {
    assertThat(Ratio.of(null, Score.of(8)).isKnown()).isFalse();
    assertThat(Ratio.of(Score.of(8), null).isKnown()).isFalse();
    assertThat(Ratio.of(Score.of(8), null)).hasToString("?");
  }

  @Test
  void aFreeReferenceGivesNoRatio() {
    assertThat(Ratio.of(Score.of(8), Score.of(0)).isKnown()).isFalse();
  }

  @Test
  void numbersHaveAboutThreeDigitsInEveryLocale() {
    assertThat(Unit.number(0.0123)).isEqualTo("0.012");
    assertThat(Unit.number(8.912)).isEqualTo("8.91");
    assertThat(Unit.number(36.14)).isEqualTo("36.1");
    assertThat(Unit.NANOS.format(9_945.2)).isEqualTo("9,945 ns");
  }
}
