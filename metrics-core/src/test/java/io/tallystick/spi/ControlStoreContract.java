package io.tallystick.spi;

import static io.tallystick.spi.SampleBuckets.HOUR;
import static io.tallystick.spi.SampleBuckets.OTHER_WRITER;
import static io.tallystick.spi.SampleBuckets.TEN;
import static io.tallystick.spi.SampleBuckets.WRITER;
import static io.tallystick.spi.SampleBuckets.minute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallystick.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every {@link ControlStore} does, ours and anyone's: extend it and say how to open a backend.
 *
 * <pre>{@code
 * class SqliteControlStoreTest extends ControlStoreContract {
 *   @Override
 *   protected StorageBackend openEmpty() {
 *     return SqliteStore.open(directory.resolve("metrics.db"));
 *   }
 * }
 * }</pre>
 */
public abstract class ControlStoreContract extends NotesContract {
  @Test
  void theDoorToControlIsAlwaysTheSame() {
    assertThat(backend.control()).isSameAs(backend.control());
  }

  @Test
  void aNewStoreHoldsNothingThatPeopleSet() {
    assertThat(control().rules()).isEmpty();
    assertThat(control().events(HOUR, 10)).isEmpty();
    assertThat(control().deliveries("e1")).isEmpty();
    assertThat(control().annotations(HOUR, 10)).isEmpty();
    assertThat(control().rateLimitUses(HOUR, 10)).isEmpty();
    assertThat(control().notes()).isEmpty();
    assertThat(control().note("n1")).isEmpty();
  }

  @Test
  void aRuleComesBackAsItWas() {
    AlertRule rule = new AlertRule("r1", 1, "Zu viele Fehler 😀", false, TEXT, TEN.plusMillis(1));

    assertThat(control().putRule(rule, 0)).isTrue();
    assertThat(control().rules()).containsExactly(rule);
  }

  @Test
  void rulesComeInTheOrderOfTheirIds() {
    Stream.of("r2", "r3", "r1").forEach(id -> control().putRule(rule(id, 1), 0));

    assertThat(control().rules()).containsExactly(rule("r1", 1), rule("r2", 1), rule("r3", 1));
  }

  @Test
  void aRuleIsReplacedByWhoKnowsItsVersion() {
    control().putRule(rule("r1", 1), 0);

    assertThat(control().putRule(rule("r1", 2), 1)).isTrue();
    assertThat(control().putRule(rule("r1", 7), 2)).isTrue();
    assertThat(control().rules()).containsExactly(rule("r1", 7));
  }

  @Test
  void aRuleIsNotReplacedByWhoDoesNotKnowItsVersion() {
    control().putRule(rule("r1", 2), 0);

    assertThat(control().putRule(rule("r1", 3), 0)).isFalse();
    assertThat(control().putRule(rule("r1", 3), 1)).isFalse();
    assertThat(control().putRule(rule("r1", 4), 3)).isFalse();
    assertThat(control().putRule(rule("r2", 2), 1)).isFalse();
    assertThat(control().rules()).containsExactly(rule("r1", 2));
  }

  @Test
  void aRuleIsRemovedByWhoKnowsItsVersion() {
    control().putRule(rule("r1", 2), 0);
    control().putRule(rule("r2", 2), 0);

    assertThat(control().removeRule("r1", 1)).isFalse();
    assertThat(control().removeRule("r3", 2)).isFalse();
    assertThat(control().removeRule("r1", 2)).isTrue();
    assertThat(control().removeRule("r1", 2)).isFalse();
    assertThat(control().rules()).containsExactly(rule("r2", 2));
  }

  @Test
  void aRuleThatWasRemovedMayBeMadeAnewAndItsEventsAreThere() {
    control().putRule(rule("r1", 5), 0);
    control().putEvent(event("e1", 0));
    control().removeRule("r1", 5);

    assertThat(control().events(HOUR, 10)).containsExactly(event("e1", 0));
    assertThat(control().putRule(rule("r1", 1), 0)).isTrue();
  }

  @Test
  void ofThreadsThatChangeARuleAtOnceOneWinsEachVersion() throws Exception {
    eachVersionIsWonOnce(version -> control().putRule(rule("r1", version), version - 1));

    assertThat(control().rules()).containsExactly(rule("r1", RACES));
  }

  @Test
  void ofThreadsThatChangeAnAnnotationAtOnceOneWinsEachVersion() throws Exception {
    eachVersionIsWonOnce(
        version -> control().putAnnotation(annotation("a1", version, 0), version - 1));

    assertThat(control().annotations(HOUR, 10)).containsExactly(annotation("a1", RACES, 0));
  }

  @Test
  void ofThreadsThatRemoveARuleAtOnceOneDoes() throws Exception {
    control().putRule(rule("r1", 1), 0);
    Queue<Integer> removed = new ConcurrentLinkedQueue<>();
    AtOnce.run(
        thread -> {
          if (control().removeRule("r1", 1)) {
            removed.add(thread);
          }
        });

    assertThat(removed).hasSize(1);
  }

  @Test
  void anEventComesBackAsItWas() {
    AlertEvent lasting = new AlertEvent("e1", "r1", TEN, null, TEXT, TEXT);
    AlertEvent over = new AlertEvent("e2", "r1", minute(1), minute(61), "", "");
    control().putEvent(lasting);
    control().putEvent(over);

    assertThat(control().events(HOUR, 10)).containsExactly(over, lasting);
  }

  @Test
  void anEventIsClosedByPuttingItAgain() {
    AlertEvent closed = new AlertEvent("e1", "r1", TEN, minute(3), "Over", "");
    control().putEvent(event("e1", 0));
    control().putEvent(closed);

    assertThat(control().events(HOUR, 10)).containsExactly(closed);
  }

  @Test
  void eventsComeWithTheNewestFirstWithinTheRangeAndSoManyAtMost() {
    List.of(30, -1, 59, 0, 60).forEach(at -> control().putEvent(event("e" + at, at)));

    assertThat(control().events(HOUR, 10))
        .containsExactly(event("e59", 59), event("e30", 30), event("e0", 0));
    assertThat(control().events(HOUR, 2)).containsExactly(event("e59", 59), event("e30", 30));
  }

  @Test
  void eventsThatBeganTogetherAreAllThere() {
    control().putEvent(event("e1", 0));
    control().putEvent(event("e2", 0));

    assertThat(control().events(HOUR, 10)).hasSize(2);
  }

  @Test
  void deliveriesOfAnEventComeInTheOrderOfTheirTimes() {
    AlertDelivery first = new AlertDelivery("e1", "webhook ops", TEN, false, TEXT);
    AlertDelivery second = new AlertDelivery("e1", "webhook ops", minute(1), true, "");
    AlertDelivery third = new AlertDelivery("e1", "log", minute(2), true, "200");
    AlertDelivery others = new AlertDelivery("e2", "log", minute(1), true, "200");
    Stream.of(third, others, first, second).forEach(control()::addDelivery);

    assertThat(control().deliveries("e1")).containsExactly(first, second, third);
    assertThat(control().deliveries("e2")).containsExactly(others);
    assertThat(control().deliveries("e")).isEmpty();
  }

  @Test
  void anAnnotationComesBackAsItWas() {
    Annotation annotation = new Annotation("a1", 1, HOUR, TEXT, Tags.of("k", "é\n", "l", "\\\""));

    assertThat(control().putAnnotation(annotation, 0)).isTrue();
    assertThat(control().annotations(HOUR, 10)).containsExactly(annotation);
  }

  @Test
  void anAnnotationIsReplacedAndRemovedByWhoKnowsItsVersion() {
    assertThat(control().putAnnotation(annotation("a1", 1, 0), 0)).isTrue();
    assertThat(control().putAnnotation(annotation("a1", 2, 0), 0)).isFalse();
    assertThat(control().putAnnotation(annotation("a1", 2, 5), 1)).isTrue();
    assertThat(control().putAnnotation(annotation("a2", 2, 0), 1)).isFalse();
    assertThat(control().annotations(HOUR, 10)).containsExactly(annotation("a1", 2, 5));

    assertThat(control().removeAnnotation("a1", 1)).isFalse();
    assertThat(control().removeAnnotation("a1", 2)).isTrue();
    assertThat(control().removeAnnotation("a1", 2)).isFalse();
    assertThat(control().annotations(HOUR, 10)).isEmpty();
  }

  @Test
  void annotationsComeWithTheOldestFirstWithinTheRangeAndSoManyAtMost() {
    List.of(30, -1, 59, 0, 60)
        .forEach(at -> control().putAnnotation(annotation("a" + at, 1, at), 0));

    assertThat(control().annotations(HOUR, 10))
        .containsExactly(
            annotation("a0", 1, 0), annotation("a30", 1, 30), annotation("a59", 1, 59));
    assertThat(control().annotations(HOUR, 1)).containsExactly(annotation("a0", 1, 0));
  }

  @Test
  void theUseOfARateLimitTakesThePlaceOfTheOneBefore() {
    control().putRateLimitUse(use("client:1", 0, 5));
    control().putRateLimitUse(use("client:2", 0, 6));
    control().putRateLimitUse(use("client:1", 1, 7));
    control().putRateLimitUse(use("client:1", 0, Long.MAX_VALUE));

    assertThat(control().rateLimitUses(HOUR, 10))
        .containsExactlyInAnyOrder(
            use("client:1", 0, Long.MAX_VALUE), use("client:2", 0, 6), use("client:1", 1, 7));
  }

  @Test
  void usesOfRateLimitsComeWithTheOldestFirstWithinTheRangeAndSoManyAtMost() {
    List.of(30, -1, 59, 0, 60).forEach(at -> control().putRateLimitUse(use("client:1", at, 1)));

    assertThat(control().rateLimitUses(HOUR, 10))
        .containsExactly(use("client:1", 0, 1), use("client:1", 30, 1), use("client:1", 59, 1));
    assertThat(control().rateLimitUses(HOUR, 1)).containsExactly(use("client:1", 0, 1));
  }

  @ParameterizedTest
  @EnumSource(ControlRecord.class)
  void aPurgeRemovesOlderRecordsOfItsKindAndKeepsTheBorder(ControlRecord kind) {
    putAllKinds(0, 1, 2, 3);
    Map<ControlRecord, List<Instant>> before = times();

    assertThat(control().purge(lease(), kind, minute(2), 100)).isEqualTo(2);
    assertThat(times().get(kind)).containsExactlyInAnyOrder(minute(2), minute(3));
    assertThat(ControlRecord.values())
        .filteredOn(other -> other != kind)
        .allSatisfy(other -> assertThat(times().get(other)).isEqualTo(before.get(other)));
    assertThat(control().purge(lease(), kind, minute(2), 100)).isZero();
  }

  @ParameterizedTest
  @EnumSource(ControlRecord.class)
  void aPurgeOfRecordsRemovesSoManyAtMost(ControlRecord kind) {
    putAllKinds(0, 1, 2, 3);

    assertThat(control().purge(lease(), kind, minute(3), 2)).isEqualTo(2);
    assertThat(times().get(kind)).hasSize(2).contains(minute(3));
    assertThat(control().purge(lease(), kind, minute(3), 2)).isEqualTo(1);
    assertThat(times().get(kind)).containsExactly(minute(3));
  }

  @ParameterizedTest
  @EnumSource(ControlRecord.class)
  void whoLostTheLeasePurgesNoRecords(ControlRecord kind) {
    putAllKinds(0);
    Lease lost = take("janitor", WRITER);
    control().release(lost);
    take("janitor", OTHER_WRITER);

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> control().purge(lost, kind, minute(1), 100));
    assertThat(times().get(kind)).hasSize(1);
  }

  private void putAllKinds(int... minutes) {
    for (int minute : minutes) {
      control().putEvent(event("e" + minute, minute));
      control().addDelivery(new AlertDelivery("e0", "log", minute(minute), true, ""));
      control().putAnnotation(annotation("a" + minute, 1, minute), 0);
      control().putRateLimitUse(use("client:1", minute, 1));
    }
  }

  private Map<ControlRecord, List<Instant>> times() {
    return Map.of(
        ControlRecord.ALERT_EVENT,
        control().events(HOUR, 10).stream().map(AlertEvent::beganAt).toList(),
        ControlRecord.ALERT_DELIVERY,
        control().deliveries("e0").stream().map(AlertDelivery::at).toList(),
        ControlRecord.ANNOTATION,
        control().annotations(HOUR, 10).stream().map(each -> each.range().from()).toList(),
        ControlRecord.RATE_LIMIT_USE,
        control().rateLimitUses(HOUR, 10).stream().map(each -> each.window().from()).toList());
  }

  @Test
  void aClosedControlStoreRefusesForGood() {
    ControlStore control = control();
    Lease lease = lease();
    backend.close();

    refusesForGood(control::now);
    refusesForGood(() -> control.acquire("janitor", WRITER, Duration.ofHours(1)));
    refusesForGood(() -> control.release(lease));
    refusesForGood(control::rules);
    refusesForGood(() -> control.putRule(rule("r1", 1), 0));
    refusesForGood(() -> control.removeRule("r1", 1));
    refusesForGood(() -> control.putEvent(event("e1", 0)));
    refusesForGood(() -> control.events(HOUR, 1));
    refusesForGood(() -> control.addDelivery(new AlertDelivery("e1", "log", TEN, true, "")));
    refusesForGood(() -> control.deliveries("e1"));
    refusesForGood(() -> control.putAnnotation(annotation("a1", 1, 0), 0));
    refusesForGood(() -> control.removeAnnotation("a1", 1));
    refusesForGood(() -> control.annotations(HOUR, 1));
    refusesForGood(() -> control.putRateLimitUse(use("client:1", 0, 1)));
    refusesForGood(() -> control.rateLimitUses(HOUR, 1));
    refusesForGood(control::notes);
    refusesForGood(() -> control.note("n1"));
    refusesForGood(() -> control.putNote(new Note("n1", 1, ""), 0));
    refusesForGood(() -> control.removeNote("n1", 1));
    refusesForGood(() -> control.purge(lease, ControlRecord.ALERT_EVENT, TEN, 1));
  }

  private static AlertRule rule(String id, long version) {
    return new AlertRule(id, version, "Many errors", true, "{}", minute((int) version));
  }

  private static AlertEvent event(String id, int minute) {
    return new AlertEvent(id, "r1", minute(minute), null, "Errors jumped from 1 % to 15 %", "{}");
  }

  private static Annotation annotation(String id, long version, int minute) {
    TimeRange moment = new TimeRange(minute(minute), minute(minute));
    return new Annotation(id, version, moment, "Release 4.2", Tags.empty());
  }

  private static RateLimitUse use(String key, int minute, long used) {
    return new RateLimitUse(key, new TimeRange(minute(minute), minute(minute + 1)), used, 600);
  }
}
