package io.tallystick.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.WriterId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store that answers some questions, or none for a while. */
class StoreTroubleTest {
  private static final RuleDefinition ERRORS = RuleDefinition.errorRate("Errors", 10).window(1);
  private static final RuleDefinition BROKEN = broken("Broken");
  private static final RuleDefinition BROKEN_TOO = broken("Broken too");

  private final AlertRig rig = new AlertRig();
  private boolean isAway;

  @AfterEach
  void close() {
    rig.close();
  }

  private static RuleDefinition broken(String name) {
    return RuleDefinition.metric(
        name, RuleMeasure.of("broken.count").aggregation("count"), Comparison.GT, 1);
  }

  private StorageBackend failing() {
    BucketStore buckets = of(BucketStore.class, rig.backend.buckets(), this::fails);
    ControlStore control = of(ControlStore.class, rig.backend.control(), (name, all) -> isAway);
    return (StorageBackend)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {StorageBackend.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "buckets" -> buckets;
                  case "control" -> control;
                  default -> method.invoke(rig.backend, arguments);
                });
  }

  private boolean fails(String method, Object[] arguments) {
    if (isAway || arguments == null) {
      return isAway;
    }
    return List.of(arguments).stream()
        .map(each -> each instanceof BucketQuery query ? query.filter() : each)
        .anyMatch(each -> each instanceof SeriesFilter filter && isBroken(filter));
  }

  private static boolean isBroken(SeriesFilter filter) {
    return "broken.count".equals(filter.name());
  }

  private static <S> S of(Class<S> type, S real, BiPredicate<String, Object[]> fails) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (fails.test(method.getName(), arguments)) {
                throw StorageException.temporary("It does not answer.", null);
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            }));
  }

  private Alerts open(RuleDefinition... rules) {
    for (int i = 0; i < 3; i++) { // until the lease of the other ends
      rig.count(5, "orders.count");
      rig.clock.pass(Duration.ofMinutes(1));
    }
    return rig.open(failing(), new WriterId(9, 9), List.of(), rules);
  }

  private void minute(Alerts alerts, long failed) {
    rig.requests(100, failed, "/a");
    rig.count(5, "broken.count");
    rig.alive();
    for (int i = 0; i < 6; i++) {
      rig.clock.pass(Duration.ofSeconds(10));
      alerts.look();
    }
  }

  @Test
  void aRuleThatTheStoreDoesNotAnswerKeepsNoOtherFromFiring() {
    rig.count(1, "broken.count");
    try (Alerts alerts = open(BROKEN, BROKEN_TOO, ERRORS)) {
      minute(alerts, 50);
      minute(alerts, 50);
      minute(alerts, 0);

      assertThat(rig.happened()).startsWith("firing");
      assertThat(alerts.status().problems().values())
          .hasSize(2)
          .allMatch(problem -> problem.contains("does not answer"));
    }
  }

  @Test
  void whatOthersWriteWhenTheStoreIsBackIsThereBeforeMissedMinutesAreJudged() {
    RuleDefinition absent = RuleDefinition.absent("Nobody orders", "orders.count").window(2);
    try (Alerts alerts = open(absent, ERRORS)) {
      for (int i = 0; i < 3; i++) {
        rig.count(5, "orders.count");
        minute(alerts, 0);
      }
      isAway = true;
      for (int i = 0; i < 6; i++) {
        rig.clock.pass(Duration.ofSeconds(60));
        alerts.look();
      }
      isAway = false;
      rig.clock.pass(Duration.ofSeconds(10));
      alerts.look();
      writeWhatOthersHadWaiting(6);
      for (int i = 0; i < 12; i++) {
        rig.clock.pass(Duration.ofSeconds(5));
        alerts.look();
      }

      assertThat(rig.events()).extracting(AlertEvent::message).isEmpty();
      assertThat(alerts.status().evaluatedThrough()).isAfter(rig.minute().minusSeconds(61));
    }
  }

  private void writeWhatOthersHadWaiting(int minutes) {
    rig.clock.pass(Duration.ofMinutes(-minutes));
    for (int i = 0; i < minutes; i++) {
      rig.count(5, "orders.count");
      rig.requests(100, 0, "/a");
      rig.alive();
      rig.clock.pass(Duration.ofMinutes(1));
    }
    rig.count(5, "orders.count");
    rig.alive();
  }

  @Test
  void aGaugeWithAMinimumVolumeIsAProblemThatIsTold() {
    RuleDefinition rule =
        RuleDefinition.metric("Jobs", RuleMeasure.of("jobs.active"), Comparison.GT, 5)
            .minimumVolume(10);
    try (Alerts alerts = open(rule)) {
      rig.gauge("jobs.active", 9);
      minute(alerts, 0);
      minute(alerts, 0);

      assertThat(alerts.status().problems().values())
          .singleElement()
          .asString()
          .contains("minimum_volume", "jobs.active is a gauge");
    }
  }
}
