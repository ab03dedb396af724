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
  void aRuleHasAnIdAVersionANameAndATime() {
    refused("id of a rule is blank", () -> new AlertRule("", 1, "Errors", true, "{}", TEN));
    refused("version of a rule is 0", () -> new AlertRule("r1", 0, "Errors", true, "{}", TEN));
    refused("name of a rule is blank", () -> new AlertRule("r1", 1, "\t", true, "{}", TEN));
    refused("time of a rule", () -> new AlertRule("r1", 1, "Errors", true, "{}", UNEVEN));
    assertThatNullPointerException()
        .isThrownBy(() -> new AlertRule("r1", 1, "Errors", true, null, TEN));
  }

  @Test
  void anEventHasAnIdARuleAndABeginning() {
    refused("id of an event is blank", () -> new AlertEvent(" ", "r1", TEN, null, "", ""));
    refused("rule of an event is blank", () -> new AlertEvent("e1", "", TEN, null, "", ""));
    refused("beginning of an event", () -> new AlertEvent("e1", "r1", UNEVEN, null, "", ""));
    refused("end of an event", () -> new AlertEvent("e1", "r1", TEN, UNEVEN, "", ""));
    assertThat(new AlertEvent("e1", "r1", TEN, null, "", "").endedAt()).isNull();
  }

  @Test
  void aDeliveryHasAnEventAReceiverAndATime() {
    refused("event of a delivery is blank", () -> new AlertDelivery("", "log", TEN, true, ""));
    refused("receiver of a delivery is blank", () -> new AlertDelivery("e1", " ", TEN, true, ""));
    refused("time of a delivery", () -> new AlertDelivery("e1", "log", UNEVEN, true, ""));
  }

  @Test
  void anAnnotationHasAnIdAndAVersionAndMayBeOfAMoment() {
    refused("id of an annotation is blank", () -> new Annotation("", 1, HOUR, "", Tags.empty()));
    refused("version of an annotation is 0", () -> new Annotation("a1", 0, HOUR, "", Tags.empty()));
    TimeRange moment = new TimeRange(TEN, TEN);
    assertThat(new Annotation("a1", 1, moment, "", Tags.empty()).range().isEmpty()).isTrue();
  }

  @Test
  void theUseOfARateLimitHasAKeyAndIsNotNegative() {
    refused("key of a rate limit is blank", () -> new RateLimitUse("", HOUR, 0, 0));
    refused("use of a rate limit is -1", () -> new RateLimitUse("client:1", HOUR, -1, 0));
    refused("rate limit is -1", () -> new RateLimitUse("client:1", HOUR, 0, -1));
    assertThat(new RateLimitUse("client:1", HOUR, 700, 600).used()).isGreaterThan(600);
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
