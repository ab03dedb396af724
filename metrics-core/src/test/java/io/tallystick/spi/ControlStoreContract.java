package io.tallystick.spi;

import static io.tallystick.spi.SampleAlerts.delivery;
import static io.tallystick.spi.SampleAlerts.event;
import static io.tallystick.spi.SampleAlerts.rule;
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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
public abstract class ControlStoreContract extends AlertContract {
  @Test
  void theDoorToControlIsAlwaysTheSame() {
    assertThat(backend.control()).isSameAs(backend.control());
  }

  @Test
  void aNewStoreHoldsNothingThatPeopleSet() {
    assertThat(control().rules()).isEmpty();
    assertThat(control().alertStates()).isEmpty();
    assertThat(control().events(HOUR, 10)).isEmpty();
    assertThat(control().deliveries("e1")).isEmpty();
    assertThat(control().annotations(HOUR, 10)).isEmpty();
    assertThat(control().rateLimitUses(everyMinute())).isEmpty();
    assertThat(control().notes()).isEmpty();
    assertThat(control().note("n1")).isEmpty();
  }

  @Test
  void ofThreadsThatChangeAnAnnotationAtOnceOneWinsEachVersion() throws Exception {
    eachVersionIsWonOnce(
        version -> control().putAnnotation(annotation("a1", version, 0), version - 1));

    assertThat(control().annotations(HOUR, 10)).containsExactly(annotation("a1", RACES, 0));
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

  @ParameterizedTest
  @EnumSource(
      value = ControlRecord.class,
      names = {"RATE_LIMIT_FIVE_MINUTES", "RATE_LIMIT_HOUR"},
      mode = EnumSource.Mode.EXCLUDE)
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
  @EnumSource(
      value = ControlRecord.class,
      names = {"RATE_LIMIT_FIVE_MINUTES", "RATE_LIMIT_HOUR"},
      mode = EnumSource.Mode.EXCLUDE)
  void aPurgeOfRecordsRemovesSoManyAtMost(ControlRecord kind) {
    putAllKinds(0, 1, 2, 3);

    assertThat(control().purge(lease(), kind, minute(3), 2)).isEqualTo(2);
    assertThat(times().get(kind)).hasSize(2).contains(minute(3));
    assertThat(control().purge(lease(), kind, minute(3), 2)).isEqualTo(1);
    assertThat(times().get(kind)).containsExactly(minute(3));
  }

  @ParameterizedTest
  @EnumSource(
      value = ControlRecord.class,
      names = {"RATE_LIMIT_FIVE_MINUTES", "RATE_LIMIT_HOUR"},
      mode = EnumSource.Mode.EXCLUDE)
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
      control().putEvent(event("e" + minute, minute(minute)));
      control().putDelivery(delivery("e0", "log", minute + 1, minute(minute)));
      control().putAnnotation(annotation("a" + minute, 1, minute), 0);
    }
    putSettledUses(minutes);
  }

  private Map<ControlRecord, List<Instant>> times() {
    Map<ControlRecord, List<Instant>> times = new EnumMap<>(ControlRecord.class);
    times.put(
        ControlRecord.ALERT_EVENT,
        control().events(HOUR, 10).stream().map(AlertEvent::at).toList());
    times.put(
        ControlRecord.ALERT_DELIVERY,
        control().deliveries("e0").stream().map(AlertDelivery::at).toList());
    times.put(
        ControlRecord.ANNOTATION,
        control().annotations(HOUR, 10).stream().map(each -> each.range().from()).toList());
    times.put(
        ControlRecord.RATE_LIMIT_MINUTE,
        control().rateLimitUses(everyMinute()).stream().map(RateLimitUse::start).toList());
    return times;
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
    refusesForGood(control::alertStates);
    refusesForGood(
        () -> control.keepAlerts(lease, new AlertChanges(List.of(), List.of(), List.of())));
    refusesForGood(() -> control.putEvent(event("e1", TEN)));
    refusesForGood(() -> control.events(HOUR, 1));
    refusesForGood(() -> control.eventsOf("r1", HOUR, 1));
    refusesForGood(() -> control.putDelivery(delivery("e1", "log", 1, TEN)));
    refusesForGood(() -> control.deliveries("e1"));
    refusesForGood(() -> control.putAnnotation(annotation("a1", 1, 0), 0));
    refusesForGood(() -> control.removeAnnotation("a1", 1));
    refusesForGood(() -> control.annotations(HOUR, 1));
    refusesForGood(() -> control.putRateLimitUses(List.of(use("client:1", 0, WRITER, 1))));
    refusesForGood(() -> control.rateLimitUses(everyMinute()));
    refusesForGood(() -> control.foldRateLimits(lease, TEN, TEN, 1));
    refusesForGood(control::notes);
    refusesForGood(() -> control.note("n1"));
    refusesForGood(() -> control.putNote(new Note("n1", 1, ""), 0));
    refusesForGood(() -> control.removeNote("n1", 1));
    refusesForGood(() -> control.purge(lease, ControlRecord.ALERT_EVENT, TEN, 1));
  }

  private static Annotation annotation(String id, long version, int minute) {
    TimeRange moment = new TimeRange(minute(minute), minute(minute));
    return new Annotation(id, version, moment, "Release 4.2", Tags.empty());
  }
}
