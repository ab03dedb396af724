package io.tallystick.spi;

import static io.tallystick.spi.RecordsTest.refused;
import static io.tallystick.spi.SampleBuckets.HOUR;
import static io.tallystick.spi.SampleBuckets.ORDERS;
import static io.tallystick.spi.SampleBuckets.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.tallystick.Tags;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The records of points and of what people set and are told. */
class ControlRecordsTest {
  private static final Instant UNEVEN = TEN.plusNanos(1);

  @Test
  void aRuleHasAnIdAVersionANameATypeAndTimes() {
    refused("id of a rule is blank", () -> rule("", 1, "Errors", "spike", TEN));
    refused("version of a rule is 0", () -> rule("r1", 0, "Errors", "spike", TEN));
    refused("name of a rule is blank", () -> rule("r1", 1, "\t", "spike", TEN));
    refused("type of a rule is blank", () -> rule("r1", 1, "Errors", "", TEN));
    refused("making of a rule", () -> rule("r1", 1, "Errors", "spike", UNEVEN));
    refused("firing of a rule", () -> SampleAlerts.rule("r1", 1).firedAt(UNEVEN));
    assertThatNullPointerException().isThrownBy(() -> rule("r1", 1, null, "spike", TEN));
  }

  private static AlertRule rule(String id, long version, String name, String type, Instant at) {
    return new AlertRule(id, version, name, type, true, SampleAlerts.TERMS, "", at, TEN, null);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aThresholdIsFinite(double threshold) {
    refused(
        "threshold of a rule is " + threshold,
        () -> new AlertTerms("", "", "", "", threshold, "gt", 5, 0, 30, 0, "warning", ""));
  }

  @Test
  void anEventHasAnIdARuleATransitionAndTimes() {
    refused("id of an event is blank", () -> SampleAlerts.event(" ", "r1", "firing", TEN));
    refused("rule of an event is blank", () -> SampleAlerts.event("e1", "", "firing", TEN));
    refused("transition of an event is blank", () -> SampleAlerts.event("e1", "r1", " ", TEN));
    refused("time of an event", () -> SampleAlerts.event("e1", "r1", "firing", UNEVEN));
    assertThat(SampleAlerts.event("e1", "r1", "firing", TEN).since()).isBefore(TEN);
  }

  @Test
  void aStateHasARuleAGroupThatEveryStoreCanFindAndTimes() {
    refused("rule of a state is blank", () -> SampleAlerts.state("", "", null));
    refused("a group has 201 characters", () -> SampleAlerts.state("r1", "x".repeat(201), null));
    refused("firing of a group", () -> SampleAlerts.state("r1", "", UNEVEN));
    assertThat(SampleAlerts.state("r1", "", null).firedAt()).isNull();
  }

  @Test
  void aDeliveryHasAnEventAReceiverAnAttemptAndATime() {
    refused("event of a delivery is blank", () -> SampleAlerts.delivery("", "log", 1, TEN));
    refused("receiver of a delivery is blank", () -> SampleAlerts.delivery("e1", " ", 1, TEN));
    refused(
        "receiver of a delivery has 201 characters",
        () -> SampleAlerts.delivery("e1", "x".repeat(201), 1, TEN));
    refused("attempt of a delivery is 0", () -> SampleAlerts.delivery("e1", "log", 0, TEN));
    refused("time of a delivery", () -> SampleAlerts.delivery("e1", "log", 1, UNEVEN));
  }

  @Test
  void anAnnotationHasAnIdAndAVersionAndMayBeOfAMoment() {
    refused("id of an annotation is blank", () -> new Annotation("", 1, HOUR, "", Tags.empty()));
    refused("version of an annotation is 0", () -> new Annotation("a1", 0, HOUR, "", Tags.empty()));
    TimeRange moment = new TimeRange(TEN, TEN);
    assertThat(new Annotation("a1", 1, moment, "", Tags.empty()).range().isEmpty()).isTrue();
  }

  @Test
  void theUseOfARateLimitHasAKeyAWindowAndNumbersThatStayExact() {
    refused("key of a rate limit is blank", () -> use("", TEN, 0, 1));
    refused("use of a rate limit is -1", () -> use("client:1", TEN, -1, 1));
    refused("rate limit is 0", () -> use("client:1", TEN, 0, 0));
    refused("use of a rate limit is 1000000000001", () -> use("a", TEN, 1_000_000_000_001L, 1));
    refused("starts at 2026-03-01T10:00:01Z", () -> use("client:1", TEN.plusSeconds(1), 1, 1));
    refused("starts at 1969", () -> use("client:1", Instant.EPOCH.minusSeconds(60), 1, 1));
    refused(
        "is for a window of 1d",
        () -> new RateLimitUse("a", Granularity.DAY, TEN, WriterId.FOLDED, 1, 1, 1, 1));
    refused(
        "peak of a use is NaN",
        () -> new RateLimitUse("a", Granularity.HOUR, TEN, WriterId.FOLDED, 1, 1, 1, Double.NaN));
    assertThat(use("client:1", TEN, 750, 600).utilisationPercent()).isEqualTo(125);
    assertThat(use("client:1", TEN, 750, 600).peakPercent()).isEqualTo(125);
  }

  private static RateLimitUse use(String key, Instant start, long used, long limit) {
    return RateLimitUse.ofMinute(key, start, WriterId.FOLDED, used, limit);
  }

  @Test
  void aQuestionAboutRateLimitsAsksForAtLeastOne() {
    refused("number of uses is 0", () -> RateLimitQuery.of(Granularity.MINUTE, HOUR, 0));
    refused(
        "least percent is -1.0", () -> RateLimitQuery.of(Granularity.MINUTE, HOUR, 1).atLeast(-1));
  }

  @Test
  void aNoteHasANameAVersionAndSoMuchTextAtMost() {
    refused("name of a note is blank", () -> new Note(" ", 1, ""));
    refused("name of a note has 201 characters", () -> new Note("n".repeat(201), 1, ""));
    refused("version of a note is 0", () -> new Note("n1", 0, ""));
    refused("text of a note has 8001 characters", () -> new Note("n1", 1, "x".repeat(8_001)));
    assertThatNullPointerException().isThrownBy(() -> new Note("n1", 1, null));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aPointIsFinite(double value) {
    refused("value of a point is " + value, () -> new Point(ORDERS, TEN, value));
  }

  @Test
  void aPointHasATimeThatEveryStoreCanKeep() {
    refused("time of a point", () -> new Point(ORDERS, UNEVEN, 1));
    refused("within the years 1 to 9999", () -> new Point(ORDERS, Instant.MIN, 1));
    assertThatNullPointerException().isThrownBy(() -> new Point(null, TEN, 1));
  }

  @ParameterizedTest
  @EnumSource(ControlRecord.class)
  void theIdOfAKindOfRecordsIsItsNameInSmallLetters(ControlRecord kind) {
    assertThat(kind.id()).matches("[a-z_]+").isEqualToIgnoringCase(kind.name());
  }
}
