package io.tallystick.spi;

import static io.tallystick.spi.SampleAlerts.delivery;
import static io.tallystick.spi.SampleAlerts.event;
import static io.tallystick.spi.SampleAlerts.rule;
import static io.tallystick.spi.SampleAlerts.state;
import static io.tallystick.spi.SampleBuckets.HOUR;
import static io.tallystick.spi.SampleBuckets.OTHER_WRITER;
import static io.tallystick.spi.SampleBuckets.TEN;
import static io.tallystick.spi.SampleBuckets.WRITER;
import static io.tallystick.spi.SampleBuckets.minute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a control store does with alert rules and with what becomes of them. */
abstract class AlertContract extends NotesContract {
  @Test
  void aRuleComesBackAsItWas() {
    AlertTerms none = new AlertTerms("", "", "", "", -0.125, "", 0, 0, 0, 0, "", "");
    AlertRule rule =
        new AlertRule(
            "r1", 1, "Zu viele Fehler 😀", "spike", false, none, "", TEN, TEN.plusMillis(1), null);
    AlertRule fired = rule("r2", 1).firedAt(minute(7));

    assertThat(control().putRule(rule, 0)).isTrue();
    assertThat(control().putRule(fired, 0)).isTrue();
    assertThat(control().rules()).containsExactly(rule, fired);
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
    control().putEvent(event("e1", TEN));
    control().removeRule("r1", 5);

    assertThat(control().events(HOUR, 10)).containsExactly(event("e1", TEN));
    assertThat(control().putRule(rule("r1", 1), 0)).isTrue();
  }

  @Test
  void ofThreadsThatChangeARuleAtOnceOneWinsEachVersion() throws Exception {
    eachVersionIsWonOnce(version -> control().putRule(rule("r1", version), version - 1));

    assertThat(control().rules()).containsExactly(rule("r1", RACES));
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
  void statesComeBackAsTheyWereInTheOrderOfRulesAndGroups() {
    AlertState bare = new AlertState("r1", "", "pending", minute(3), null, null, "");
    AlertState full = state("r2", "GET /é", minute(2));
    AlertState other = state("r2", "GET /a", null);
    control().keepAlerts(lease(), new AlertChanges(List.of(full, bare, other), List.of(), none()));

    assertThat(control().alertStates()).containsExactly(bare, other, full);
  }

  @Test
  void aStateIsReplacedAndEnds() {
    AlertState before = state("r1", "a", null);
    AlertState after = new AlertState("r1", "a", "ok", minute(9), null, minute(3), "");
    control().keepAlerts(lease(), new AlertChanges(List.of(before), List.of(), none()));
    control().keepAlerts(lease(), new AlertChanges(List.of(after), List.of(), none()));

    assertThat(control().alertStates()).containsExactly(after);

    control().keepAlerts(lease(), new AlertChanges(List.of(), List.of(before), none()));

    assertThat(control().alertStates()).isEmpty();
  }

  @Test
  void statesGoWithTheirRule() {
    control().putRule(rule("r1", 1), 0);
    List<AlertState> states = List.of(state("r1", "a", null), state("r2", "a", null));
    control().keepAlerts(lease(), new AlertChanges(states, List.of(), none()));

    control().removeRule("r1", 1);

    assertThat(control().alertStates()).containsExactly(state("r2", "a", null));
  }

  @Test
  void aFiringIsTheLastOfItsRuleAndItsChangeLeavesThatAsItIs() {
    control().putRule(rule("r1", 1), 0);
    keepEvents(event("e2", minute(5)), event("e1", minute(3)));

    assertThat(control().rules()).containsExactly(rule("r1", 1).firedAt(minute(5)));

    keepEvents(event("e3", "r1", "resolved", minute(6)), event("e4", "r9", "firing", minute(6)));
    control().putRule(rule("r1", 2), 1);

    assertThat(control().rules()).containsExactly(rule("r1", 2).firedAt(minute(5)));
    assertThat(control().events(HOUR, 10)).hasSize(4);
  }

  @Test
  void anEventThatIsThereIsNotKeptAgain() {
    AlertEvent first = event("e1", minute(1));
    AlertEvent again = event("e1", "r1", "firing", minute(2));
    control().putRule(rule("r1", 1), 0);
    keepEvents(first);
    keepEvents(again);

    assertThat(control().putEvent(again)).isFalse();
    assertThat(control().events(HOUR, 10)).containsExactly(first);
    assertThat(control().rules()).containsExactly(rule("r1", 1).firedAt(minute(1)));
  }

  @Test
  void whoLostTheLeaseKeepsNothingOfAnEvaluation() {
    control().putRule(rule("r1", 1), 0);
    Lease lost = take("janitor", WRITER);
    control().release(lost);
    take("janitor", OTHER_WRITER);
    AlertChanges changes =
        new AlertChanges(
            List.of(state("r1", "a", null)), List.of(), List.of(event("e1", minute(1))));

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> control().keepAlerts(lost, changes));
    assertThat(control().alertStates()).isEmpty();
    assertThat(control().events(HOUR, 10)).isEmpty();
    assertThat(control().rules()).containsExactly(rule("r1", 1));
  }

  private static List<AlertEvent> none() {
    return List.of();
  }

  private void keepEvents(AlertEvent... events) {
    control().keepAlerts(lease(), new AlertChanges(List.of(), List.of(), List.of(events)));
  }

  @Test
  void anEventComesBackAsItWas() {
    double none = Double.NaN;
    AlertEvent full =
        new AlertEvent("e1", "r1", "é", "firing", minute(1), TEN, 0.1, -2.5, TEXT, TEXT);
    AlertEvent bare = new AlertEvent("e2", "r1", "", "no_data", TEN, TEN, none, none, "", "");

    assertThat(control().putEvent(full)).isTrue();
    assertThat(control().putEvent(bare)).isTrue();
    assertThat(control().events(HOUR, 10)).containsExactly(full, bare);
  }

  @Test
  void eventsComeWithTheNewestFirstWithinTheRangeAndSoManyAtMost() {
    List.of(30, -1, 59, 0, 60).forEach(at -> control().putEvent(event("e" + at, minute(at))));

    assertThat(control().events(HOUR, 10))
        .containsExactly(
            event("e59", minute(59)), event("e30", minute(30)), event("e0", minute(0)));
    assertThat(control().events(HOUR, 2))
        .containsExactly(event("e59", minute(59)), event("e30", minute(30)));
  }

  @Test
  void eventsOfARuleComeWithoutThoseOfOthers() {
    for (int i = 0; i < 6; i++) {
      control().putEvent(event("e" + i, "r" + i % 2, "firing", minute(i)));
    }

    assertThat(control().eventsOf("r1", HOUR, 2))
        .containsExactly(
            event("e5", "r1", "firing", minute(5)), event("e3", "r1", "firing", minute(3)));
    assertThat(control().eventsOf("r2", HOUR, 2)).isEmpty();
  }

  @Test
  void eventsOfTheSameMomentAreAllThere() {
    control().putEvent(event("e1", TEN));
    control().putEvent(event("e2", TEN));

    assertThat(control().events(HOUR, 10)).hasSize(2);
  }

  @Test
  void deliveriesOfAnEventComeInTheOrderOfTheirTimes() {
    AlertDelivery first = new AlertDelivery("e1", "webhook ops", 1, TEN, false, TEXT);
    AlertDelivery second = delivery("e1", "webhook ops", 2, minute(1));
    AlertDelivery third = delivery("e1", "log", 1, minute(2));
    AlertDelivery others = delivery("e2", "log", 1, minute(1));
    Stream.of(third, others, first, second).forEach(control()::putDelivery);

    assertThat(control().deliveries("e1")).containsExactly(first, second, third);
    assertThat(control().deliveries("e2")).containsExactly(others);
    assertThat(control().deliveries("e")).isEmpty();
  }

  @Test
  void anAttemptThatIsNotedTwiceIsThereOnce() {
    control().putDelivery(new AlertDelivery("e1", "log", 1, TEN, false, "?"));
    control().putDelivery(delivery("e1", "log", 1, minute(1)));

    assertThat(control().deliveries("e1")).containsExactly(delivery("e1", "log", 1, minute(1)));
  }
}
