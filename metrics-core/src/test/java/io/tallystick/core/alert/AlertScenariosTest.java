package io.tallystick.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.spi.AlertEvent;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What rules do, minute by minute. */
class AlertScenariosTest {
  private static final String ROUTE = "/api/segments";
  private static final RuleDefinition ERRORS =
      RuleDefinition.errorRate("Many errors", 10).groupBy("route_id").minimumVolume(20);

  private AlertRig rig = new AlertRig(ERRORS);

  @AfterEach
  void close() {
    rig.close();
  }

  private void use(RuleDefinition... rules) {
    rig.close();
    rig = new AlertRig(rules);
  }

  private void minutes(int count, long requests, long failed) {
    for (int i = 0; i < count; i++) {
      rig.requests(requests, failed, ROUTE);
      rig.next();
    }
  }

  @Test
  void firesOnceHoweverLongItLasts() {
    minutes(10, 100, 1);
    assertThat(rig.happened()).isEmpty();

    minutes(40, 100, 50);

    assertThat(rig.happened()).containsExactly("firing");
    assertThat(rig.state()).isEqualTo("firing");
  }

  @Test
  void saysWhatWhereFromWhatToWhat() {
    minutes(10, 128, 1);
    minutes(1, 128, 90);

    AlertEvent fired = rig.events().get(0);
    assertThat(fired.message())
        .isEqualTo(
            "Error rate for /api/segments jumped from 0.7813 % to 14.7 %, above 10 % in the last 5"
                + " minutes (94 of 640 requests)");
    assertThat(fired.group()).isEqualTo(ROUTE);
    assertThat(fired.value()).isEqualTo(100.0 * 94 / 640);
    assertThat(fired.threshold()).isEqualTo(10);
  }

  @Test
  void isToldOfWithinTwoMinutesOfTheMomentWhenTheConditionIsTrue() {
    minutes(10, 100, 0);
    rig.requests(100, 100, ROUTE);
    Instant isTrue = rig.minute().plusSeconds(60); // at the end of this minute at the latest
    rig.next();

    assertThat(rig.happened()).containsExactly("firing");
    assertThat(Duration.between(isTrue, rig.clock.instant())).isLessThan(Duration.ofMinutes(2));
  }

  @Test
  void resolvesWhenItIsOver() {
    minutes(6, 100, 30);
    minutes(8, 100, 0);

    assertThat(rig.happened()).containsExactly("firing", "resolved");
    assertThat(rig.events().get(1).message())
        .startsWith("Error rate for /api/segments is back at ")
        .contains("minutes");
    assertThat(rig.state()).isEqualTo("ok");
  }

  @Test
  void doesNotFireAgainWithinItsCooldown() {
    minutes(2, 100, 30);
    minutes(10, 100, 0);
    minutes(10, 100, 30);

    assertThat(rig.happened()).containsExactly("firing", "resolved");
    assertThat(rig.state()).isEqualTo("pending");

    minutes(10, 100, 30);

    assertThat(rig.happened()).containsExactly("firing", "resolved", "firing");
    AlertEvent first = rig.events().get(0);
    AlertEvent second = rig.events().get(2);
    assertThat(Duration.between(first.at(), second.at())).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void respectsItsCooldownAfterARestart() {
    minutes(2, 100, 30);
    minutes(10, 100, 0);
    rig.restart(ERRORS);
    minutes(12, 100, 30);

    assertThat(rig.happened()).containsExactly("firing", "resolved");
  }

  @Test
  void whatWasFiringIsFiringAfterARestartAndIsNotToldAgain() {
    minutes(2, 100, 30);
    rig.restart(ERRORS);
    minutes(3, 100, 30);

    assertThat(rig.happened()).containsExactly("firing");
    assertThat(rig.state()).isEqualTo("firing");
  }

  @Test
  void doesNotFlapAtTheBorder() {
    use(RuleDefinition.errorRate("Many errors", 10).window(1).cooldown(0));
    for (int i = 0; i < 60; i++) {
      minutes(1, 1_000, i % 2 == 0 ? 101 : 99);
    }

    assertThat(rig.happened()).containsExactly("firing");
  }

  @Test
  void doesNotFireOnOneErrorOfTwoRequestsUnderItsMinimumVolume() {
    minutes(20, 0, 0);
    minutes(1, 2, 1);
    minutes(20, 0, 0);

    assertThat(rig.happened()).isEmpty();
  }

  @Test
  void waitsForAsLongAsItSays() {
    use(RuleDefinition.errorRate("Many errors", 10).window(1).hold(3));
    minutes(3, 100, 30);
    assertThat(rig.happened()).isEmpty();
    assertThat(rig.state()).isEqualTo("pending");
    minutes(1, 100, 0);
    minutes(3, 100, 30);
    assertThat(rig.happened()).isEmpty();

    minutes(1, 100, 30);

    assertThat(rig.happened()).containsExactly("firing");
    assertThat(Duration.between(rig.events().get(0).since(), rig.events().get(0).at()))
        .isEqualTo(Duration.ofMinutes(3));
  }

  @Test
  void eachGroupHasItsOwnAlert() {
    for (int i = 0; i < 5; i++) {
      rig.requests(100, 50, "/a");
      rig.requests(100, 0, "/b");
      rig.requests(100, i < 3 ? 0 : 100, "/c");
      rig.next();
    }

    assertThat(rig.events()).extracting(AlertEvent::group).containsExactly("/a", "/c");
  }

  @Test
  void aMetricThatDisappearsSaysNoDataAndItsAlertStaysOpen() {
    use(
        RuleDefinition.metric("Long queue", RuleMeasure.of("jobs.active"), Comparison.GT, 5)
            .window(1));
    for (int i = 0; i < 3; i++) {
      rig.gauge("jobs.active", 9);
      rig.next();
    }
    assertThat(rig.happened()).containsExactly("firing");
    for (int i = 0; i < 5; i++) {
      rig.clock.pass(Duration.ofMinutes(1));
      rig.alerts().look();
    }

    assertThat(rig.happened()).containsExactly("firing", "no_data");
    assertThat(rig.alerts().groups().get(0).isFiring()).isTrue();
    assertThat(rig.alerts().rules()).hasSize(1);

    for (int i = 0; i < 3; i++) {
      rig.gauge("jobs.active", 1);
      rig.next();
    }

    assertThat(rig.happened()).containsExactly("firing", "no_data", "resolved");
  }

  @Test
  void aGaugeThatNobodySetsAnyMoreSaysNoDataThoughTheApplicationLives() {
    use(
        RuleDefinition.metric("Long queue", RuleMeasure.of("jobs.active"), Comparison.GT, 5)
            .window(1));
    for (int i = 0; i < 6; i++) {
      if (i < 3) {
        rig.gauge("jobs.active", 9);
      }
      rig.next();
    }

    assertThat(rig.happened()).containsExactly("firing", "no_data");
    assertThat(rig.state()).isEqualTo("no_data");
  }

  @Test
  void anErrorRateOfNoRequestsIsOver() {
    minutes(3, 100, 50);
    minutes(8, 0, 0);

    assertThat(rig.happened()).containsExactly("firing", "resolved");
  }

  @Test
  void groupsThatAreForgottenFireNoMore() {
    use(RuleDefinition.absent("No orders", "orders.count").groupBy("shop").window(10));
    for (int i = 0; i < 3; i++) {
      rig.next();
    }
    assertThat(rig.state()).as("nobody knows any shop").isEqualTo("no_data");
    rig.count(3, "orders.count", "shop", "gone");
    rig.next();
    for (int i = 0; i < 25 * 60; i++) {
      rig.count(3, "orders.count", "shop", "a");
      rig.next();
    }

    assertThat(rig.events()).extracting(AlertEvent::group).containsExactly("gone", "gone");
    assertThat(rig.happened()).containsExactly("firing", "resolved");
    assertThat(rig.alerts().groups()).isEmpty();
  }

  @Test
  void aRuleOfAnAddressThatMustNotBeCalledAnyMoreStillTellsTheOthers() {
    RuleDefinition told = ERRORS.webhooks(new WebhookTarget("https://hooks.example.com/x", true));
    use(ERRORS.enabled(false));
    rig.alerts().create(told, "ann");
    rig.refusesWebhooks = true;
    minutes(3, 100, 50);

    assertThat(rig.happened()).containsExactly("firing");
    assertThat(rig.alerts().status().lastError()).isNull();
    KnownRule rule = rig.alerts().rules().get(1);
    assertThat(rig.alerts().enable(rule.id(), 1, false).definition().isEnabled()).isFalse();
  }

  @Test
  void whereBucketsAreWideAWindowIsEvaluatedWhenItEnds() {
    rig.close();
    rig =
        AlertRig.ofWide(
            Duration.ofMinutes(5),
            RuleDefinition.metric(
                    "Few", RuleMeasure.of("orders.count").aggregation("count"), Comparison.LT, 90)
                .window(5),
            RuleDefinition.errorRate("Narrow", 10).window(3));
    rig.clock.pass(Duration.ofMinutes(3)); // to the beginning of five minutes
    for (int i = 0; i < 30; i++) {
      rig.wide(20 * (1 + i % 5), "orders.count");
      rig.next();
    }

    assertThat(rig.happened()).as("no window was looked at before its end").isEmpty();
    assertThat(rig.alerts().status().problems().values())
        .singleElement()
        .asString()
        .contains("the narrowest buckets of this store are of 5 minutes");
  }

  @Test
  void aMetricThatNobodyKnowsSaysNoDataAndFiresNothing() {
    use(RuleDefinition.metric("x", RuleMeasure.of("no.such"), Comparison.LT, 5));
    minutes(5, 1, 0);

    assertThat(rig.happened()).isEmpty();
    assertThat(rig.state()).isEqualTo("no_data");
  }

  @Test
  void absenceFiresForTheGroupThatIsAbsent() {
    use(RuleDefinition.absent("No orders", "orders.count").groupBy("shop"));
    for (int i = 0; i < 20; i++) {
      rig.count(3, "orders.count", "shop", "a");
      rig.count(i < 8 ? 3 : 0, "orders.count", "shop", "b");
      rig.next();
    }

    assertThat(rig.events()).extracting(AlertEvent::group).containsExactly("b");
    assertThat(rig.events().get(0).message())
        .isEqualTo("Nothing was recorded of orders.count for shop=b in the last 5 minutes");
  }

  @Test
  void tooFewOfAGroupOfWhichNothingIsLeftAreTooFew() {
    use(
        RuleDefinition.metric(
                "Few orders",
                RuleMeasure.of("orders.count").aggregation("count"),
                Comparison.LT,
                10)
            .groupBy("shop"));
    for (int i = 0; i < 20; i++) {
      rig.count(1, "orders.count", "shop", "a");
      rig.count(i < 8 ? 30 : 0, "orders.count", "shop", "b");
      rig.next();
    }

    assertThat(rig.events()).extracting(AlertEvent::group).containsExactly("a", "b");
  }

  @Test
  void slowAnswersFireByTheStatisticThatIsAsked() {
    use(RuleDefinition.responseTime("Slow", 500).aggregation("p99").endpoint("/api/*"));
    for (int i = 0; i < 12; i++) {
      rig.times("http.request.duration_ms", 98, 100, "route_id", "/api/a");
      rig.times("http.request.duration_ms", 2, i < 8 ? 100 : 900, "route_id", "/api/b");
      rig.times("http.request.duration_ms", 50, 5_000, "route_id", "/other");
      rig.next();
    }

    assertThat(rig.happened()).containsExactly("firing");
    assertThat(rig.events().get(0).message())
        .startsWith("p99 response time for /api/* jumped from 100 ms to 9")
        .contains(" ms, above 500 ms in the last 5 minutes (");
  }

  @Test
  void aKeyNearItsLimitFires() {
    use(RuleDefinition.rateLimit("Near the limit", 80));
    for (int i = 0; i < 6; i++) {
      rig.limits.add(LimitUse.ofMinute("client:1", rig.minute(), 10 * (i + 4), 100));
      rig.limits.add(LimitUse.ofMinute("client:2", rig.minute(), 10, 100));
      rig.next();
    }

    assertThat(rig.events()).extracting(AlertEvent::group).containsExactly("client:1");
    assertThat(rig.events().get(0).message())
        .isEqualTo(
            "Key client:1 used 80 of the 100 requests a minute that it may make (80 %), in the last"
                + " 5 minutes");
  }

  @Test
  void aRuleSaysWhenItFiredLast() {
    use(ERRORS.enabled(false));
    KnownRule made = rig.alerts().create(ERRORS, "ann");
    assertThat(made.lastFiredAt()).isNull();
    minutes(3, 100, 50);

    assertThat(rig.alerts().rule(made.id()).lastFiredAt()).isEqualTo(rig.events().get(0).at());
    assertThat(rig.alerts().rule(made.id()).version()).isEqualTo(1);
  }

  @Test
  void ofARuleFromCodeToo() {
    assertThat(rig.alerts().rules().get(0).lastFiredAt()).isNull();
    minutes(3, 100, 50);
    rig.restart(ERRORS);

    KnownRule rule = rig.alerts().rules().get(0);
    assertThat(rule.isReadOnly()).isTrue();
    assertThat(rule.lastFiredAt()).isEqualTo(rig.events().get(0).at());
    assertThat(rig.alerts().rule(rule.id())).isEqualTo(rule);
  }

  @Test
  void anotherInstanceGoesOnWhereOneDied() {
    minutes(2, 100, 30);
    rig.restart(ERRORS);
    minutes(8, 100, 0);

    assertThat(rig.happened()).containsExactly("firing", "resolved");
  }
}
