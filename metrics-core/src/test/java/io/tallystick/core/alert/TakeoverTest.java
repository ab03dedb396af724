package io.tallystick.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.deliver.AlertListener;
import io.tallystick.core.deliver.AlertMessage;
import io.tallystick.core.deliver.ReceiverStatus;
import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * One instance evaluates, another goes on when it dies, and what happened is told at least once.
 */
class TakeoverTest {
  private static final RuleDefinition ERRORS = RuleDefinition.errorRate("Errors", 10);

  private final AlertRig rig = new AlertRig(ERRORS);
  private final List<AlertMessage> heard = new CopyOnWriteArrayList<>();
  private final CountDownLatch hasHeard = new CountDownLatch(1);

  @AfterEach
  void close() {
    rig.close();
  }

  private void minute(long failed) {
    rig.requests(100, failed, "/a");
    rig.next();
  }

  private Alerts another(RuleDefinition... rules) {
    return rig.open(rig.backend, new WriterId(9, 9), List.of(new Listener()), rules);
  }

  @Test
  void oneOfTwoEvaluates() {
    try (Alerts other = another(ERRORS)) {
      for (int i = 0; i < 10; i++) {
        minute(50);
        other.look();
      }

      assertThat(rig.alerts().status().isEvaluating()).isTrue();
      assertThat(other.status().isEvaluating()).isFalse();
      assertThat(rig.happened()).containsExactly("firing");
    }
  }

  @Test
  void theOtherTakesOverWithinAMinuteAndAHalfOfTheDeathOfTheFirst() {
    try (Alerts other = another(ERRORS)) {
      minute(0);
      other.look();
      long died = rig.clock.instant().getEpochSecond();
      while (!other.status().isEvaluating()) {
        rig.clock.pass(Duration.ofSeconds(1));
        other.look();
      }

      assertThat(rig.clock.instant().getEpochSecond() - died).isLessThanOrEqualTo(90);
    }
  }

  @Test
  void whatTheFirstKeptAndNobodyHeardIsToldByTheSecond() throws InterruptedException {
    minute(0);
    rig.requests(100, 50, "/a");
    rig.alive();
    rig.clock.pass(Duration.ofSeconds(76));
    rig.alerts().look(); // and dies before it looks at deliveries
    assertThat(rig.happened()).containsExactly("firing");
    assertThat(rig.told).isEmpty();

    try (Alerts other = another(ERRORS)) {
      rig.clock.pass(Duration.ofSeconds(70));
      other.look();
      other.lookAtDeliveries();

      assertThat(hasHeard.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(heard).extracting(AlertMessage::eventId).containsExactly(rig.events().get(0).id());
      assertThat(rig.happened()).containsExactly("firing");
    }
  }

  @Test
  void whoCameLaterIsNotToldOfFormerHours() {
    minute(50);
    minute(50);
    assertThat(rig.happened()).containsExactly("firing");
    List<String> asked = new CopyOnWriteArrayList<>();
    AlertListener newcomer =
        new AlertListener() {
          @Override
          public String name() {
            return "newcomer";
          }

          @Override
          public void alert(AlertMessage message) {
            asked.add(message.eventId());
          }
        };

    try (Alerts other =
        rig.open(rig.backend, new WriterId(9, 9), List.of(newcomer, new Listener()), ERRORS)) {
      rig.clock.pass(Duration.ofSeconds(70));
      other.look();

      assertThat(other.status().isEvaluating()).isTrue();
      assertThat(other.status().receivers())
          .extracting(ReceiverStatus::name)
          .doesNotContain("newcomer");
      assertThat(asked).isEmpty();
    }
  }

  @Test
  void theMinutesBetweenAreEvaluatedInTheirOrder() {
    try (Alerts other = another(ERRORS.window(1).cooldown(0))) {
      minute(0);
      rig.requests(100, 50, "/a");
      rig.alive();
      rig.clock.pass(Duration.ofSeconds(60));
      rig.requests(100, 0, "/a");
      rig.alive();
      rig.clock.pass(Duration.ofSeconds(60));
      rig.requests(100, 0, "/a");
      rig.alive();
      rig.clock.pass(Duration.ofSeconds(60));
      other.look();

      assertThat(rig.events())
          .extracting(AlertEvent::transition)
          .containsExactly("firing", "resolved");
    }
  }

  @Test
  void whoIsPausedPastItsLeaseChangesNothingWhenItWakes() {
    for (int i = 0; i < 3; i++) {
      minute(50);
    }
    try (Alerts other = another(ERRORS)) {
      rig.clock.pass(Duration.ofSeconds(70));
      other.look();
      assertThat(other.status().isEvaluating()).isTrue();
      rig.clock.pass(Duration.ofSeconds(11));

      rig.alerts().look();

      assertThat(rig.alerts().status().isEvaluating()).isFalse();
      assertThat(rig.happened()).containsExactly("firing");
    }
  }

  @Test
  void aListenerThatHangsKeepsNoEvaluation() {
    CountDownLatch never = new CountDownLatch(1);
    AlertListener hanging =
        new AlertListener() {
          @Override
          public String name() {
            return "hanging";
          }

          @Override
          public void alert(AlertMessage message) throws InterruptedException {
            never.await();
          }
        };
    AlertListener throwing =
        new AlertListener() {
          @Override
          public String name() {
            return "throwing";
          }

          @Override
          public void alert(AlertMessage message) {
            throw new StackOverflowError("on purpose");
          }
        };
    rig.clock.pass(Duration.ofMinutes(2));
    try (Alerts other =
        rig.open(
            rig.backend,
            new WriterId(9, 9),
            List.of(hanging, throwing, new Listener()),
            ERRORS.window(1).cooldown(0))) {
      for (int i = 0; i < 60; i++) {
        rig.requests(100, i % 6 < 3 ? 50 : 0, "/a");
        rig.alive();
        rig.clock.pass(Duration.ofSeconds(60));
        other.look();
        other.lookAtDeliveries();
      }

      assertThat(rig.happened()).hasSize(20).startsWith("firing", "resolved", "firing");
    } finally {
      never.countDown();
    }
  }

  private final class Listener implements AlertListener {
    @Override
    public String name() {
      return "ear";
    }

    @Override
    public void alert(AlertMessage message) {
      heard.add(message);
      hasHeard.countDown();
    }
  }
}
