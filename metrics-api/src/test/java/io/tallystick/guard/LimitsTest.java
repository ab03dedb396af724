package io.tallystick.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LimitsTest {
  @Test
  void aMetricMayHave1000SeriesAndARuntime50000() {
    CardinalityLimit limit = CardinalityLimit.standard();

    assertThat(limit.decideSeries("a.b", 999, 49_999).isAccepted()).isTrue();
    assertThat(limit.decideSeries("a.b", 1_000, 1_000).rule()).isEqualTo(Rule.SERIES_PER_METRIC);
    assertThat(limit.decideSeries("a.b", 0, 50_000).rule()).isEqualTo(Rule.SERIES_IN_ALL);
  }

  @Test
  void aMetricMayHaveALimitOfItsOwn() {
    CardinalityLimit limit = CardinalityLimit.standard().withSeriesPerMetric(20_000);

    assertThat(limit.decideSeries("http.client.request.count", 19_999, 20_000).isAccepted())
        .isTrue();
  }

  @Test
  void aRuntimeMayHave5000Names() {
    assertThat(CardinalityLimit.standard().decideName(4_999).isAccepted()).isTrue();
    assertThat(CardinalityLimit.standard().decideName(5_000).rule()).isEqualTo(Rule.NAMES_IN_ALL);
  }

  @Test
  void whoeverIsFullIsToldWhatItHasAndWhatToDo() {
    assertThat(CardinalityLimit.standard().decideSeries("orders.count", 1_000, 0).reason())
        .isEqualTo(
            "\"orders.count\" has 1000 series and may have 1000: record fewer, or have the limit"
                + " raised.");
    assertThat(TenantLimits.standard().decidePoint(600).reason())
        .isEqualTo(
            "The tenant has 600 points in this minute and may have 600: record fewer, or have the"
                + " limit raised.");
  }

  @Test
  void aTenantMayHave100SeriesAnd600PointsAMinute() {
    TenantLimits limits = TenantLimits.standard();

    assertThat(limits.decideSeries(99).isAccepted()).isTrue();
    assertThat(limits.decideSeries(100).rule()).isEqualTo(Rule.TENANT_SERIES);
    assertThat(limits.decidePoint(599).isAccepted()).isTrue();
    assertThat(limits.decidePoint(600).rule()).isEqualTo(Rule.TENANT_RATE);
  }

  @Test
  void aTenantHasAnId() {
    assertThat(TenantLimits.checkTenant("acme").isAccepted()).isTrue();
    assertThat(TenantLimits.checkTenant(null).rule()).isEqualTo(Rule.TENANT_MISSING);
    assertThat(TenantLimits.checkTenant(" \t").rule()).isEqualTo(Rule.TENANT_MISSING);
  }

  @Test
  void countersTakeFiniteAmountsThatAreNotNegative() {
    assertThat(ValueRule.checkCount(0).isAccepted()).isTrue();
    assertThat(ValueRule.checkCount(-0.0).isAccepted()).isTrue();
    assertThat(ValueRule.checkCount(-1e-300).rule()).isEqualTo(Rule.VALUE_NEGATIVE);
    assertThat(ValueRule.checkCount(Double.NEGATIVE_INFINITY).rule())
        .isEqualTo(Rule.VALUE_NOT_FINITE);
    assertThat(ValueRule.checkCount(Double.NaN).rule()).isEqualTo(Rule.VALUE_NOT_FINITE);
  }

  @Test
  void gaugesAndHistogramsTakeFiniteValues() {
    assertThat(ValueRule.checkValue(-5).isAccepted()).isTrue();
    assertThat(ValueRule.checkValue(Double.POSITIVE_INFINITY).rule())
        .isEqualTo(Rule.VALUE_NOT_FINITE);
    assertThat(ValueRule.checkValue(Double.NaN).reason()).contains("NaN");
  }

  @Test
  void negativeZeroBecomesZeroAndNothingElseChanges() {
    assertThat(Double.doubleToRawLongBits(ValueRule.withoutNegativeZero(-0.0))).isZero();
    assertThat(ValueRule.withoutNegativeZero(-Double.MIN_VALUE)).isEqualTo(-Double.MIN_VALUE);
    assertThat(ValueRule.withoutNegativeZero(Double.MAX_VALUE)).isEqualTo(Double.MAX_VALUE);
  }

  @Test
  void limitsThatCannotWorkNameTheValueAndTheRule() {
    assertThatThrownBy(() -> GuardLimits.standard().withMaxTags(33))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxTags is 33: choose a number from 1 to 32.");
    assertThatThrownBy(() -> new GuardLimits(8, 121, 40, 128, false, Set.of()))
        .hasMessageContaining("maxNameLength is 121");
    assertThatThrownBy(() -> new GuardLimits(8, 120, 0, 128, false, Set.of()))
        .hasMessageContaining("maxKeyLength is 0");
    assertThatThrownBy(() -> new GuardLimits(8, 120, 40, 7, false, Set.of()))
        .hasMessageContaining("maxValueLength is 7");
    assertThatThrownBy(() -> new CardinalityLimit(1_000, 999, 10))
        .hasMessageContaining("seriesInAll is 999");
    assertThatThrownBy(() -> new TenantLimits(GuardLimits.standard(), 0, 600))
        .hasMessageContaining("series is 0");
  }

  @Test
  void everyRuleHasAnIdOfItsOwn() {
    assertThat(Arrays.stream(Rule.values()).map(Rule::id))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[a-z_]+"))
        .contains("tag_value_pii", "series_in_all", "not_running");
  }

  @Test
  void aDecisionReadsAsASentence() {
    assertThat(Decision.accepted()).hasToString("accepted");
    assertThat(Decision.refused(Rule.TENANT_RATE, "Too many."))
        .hasToString("refused: tenant_rate: Too many.");
  }
}
