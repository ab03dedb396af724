package io.tallystick.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.spi.AlertEvent;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of alerts that are open when nobody looks any more. */
class UnwatchedTest {
  private static final RuleDefinition ERRORS =
      RuleDefinition.errorRate("Many errors", 10).groupBy("route_id").minimumVolume(20);

  private final AlertRig rig = new AlertRig();
  private final KnownRule made = rig.alerts().create(ERRORS, "ann");

  @AfterEach
  void close() {
    rig.close();
  }

  private void minutes(int count, long failed) {
    for (int i = 0; i < count; i++) {
      rig.requests(100, failed, "/a");
      rig.next();
    }
  }

  private AlertEvent last() {
    return rig.events().get(rig.events().size() - 1);
  }

  @Test
  void aRuleThatIsSwitchedOffSaysThatItIsNotWatchedAnyMore() {
    minutes(3, 50);
    assertThat(rig.state()).isEqualTo("firing");

    rig.alerts().enable(made.id(), 1, false);
    minutes(2, 50);

    assertThat(rig.happened()).containsExactly("firing", "resolved");
    assertThat(last().message())
        .isEqualTo(
            "Error rate for /a is not watched any more: its rule was switched off, 3 minutes after"
                + " it fired");
    assertThat(rig.state()).isEqualTo("ok");
  }

  @Test
  void itsCooldownGoesOnWhileItIsOff() {
    minutes(3, 50);
    rig.alerts().enable(made.id(), 1, false);
    minutes(2, 50);
    rig.alerts().enable(made.id(), 2, true);
    minutes(10, 50);

    assertThat(rig.happened()).containsExactly("firing", "resolved");

    minutes(20, 50);

    assertThat(rig.happened()).containsExactly("firing", "resolved", "firing");
  }

  @Test
  void whenTheCooldownIsOverNothingIsKeptOfARuleThatIsOff() {
    minutes(3, 50);
    rig.alerts().enable(made.id(), 1, false);
    minutes(31, 50);

    assertThat(rig.alerts().groups()).isEmpty();
  }

  @Test
  void aRuleThatIsRemovedSaysThatItIsNotWatchedAnyMore() {
    minutes(3, 50);

    rig.alerts().remove(made.id(), 1);
    minutes(2, 50);

    assertThat(rig.happened()).containsExactly("firing", "resolved");
    assertThat(last().message()).contains("is not watched any more: its rule was removed");
    assertThat(rig.alerts().groups()).isEmpty();
  }

  @Test
  void whatDoesNotFireIsRemovedInSilence() {
    minutes(3, 0);
    rig.alerts().remove(made.id(), 1);

    assertThat(rig.happened()).isEmpty();
  }

  @Test
  void aRuleOfAnotherInstancesCodeIsFiringStillWhenThatIsBack() {
    RuleDefinition ofCode = ERRORS.minimumVolume(10);
    rig.alerts().remove(made.id(), 1);
    rig.restart(ofCode);
    minutes(3, 50);
    rig.restart(); // as an instance of the release before, which does not have it
    minutes(5, 50);
    rig.restart(ofCode);
    minutes(5, 50);

    assertThat(rig.happened()).containsExactly("firing");
    assertThat(rig.state()).isEqualTo("firing");
  }

  @Test
  void aClockThatWasAheadKeepsNobodyWaiting() {
    rig.clock.pass(Duration.ofDays(1));
    minutes(3, 50);
    assertThat(rig.happened()).containsExactly("firing");

    rig.clock.pass(Duration.ofDays(-1));
    minutes(10, 0);
    assertThat(rig.state()).isEqualTo("ok");
    minutes(40, 50);

    assertThat(rig.alerts().groups()).extracting(GroupStatus::state).containsExactly("firing");
    assertThat(rig.happened()).hasSize(3);
  }
}
