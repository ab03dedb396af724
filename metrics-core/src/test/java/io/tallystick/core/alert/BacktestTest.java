package io.tallystick.core.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.core.query.InvalidQueryException;
import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A rule that is tried on the past fires when it fired. */
class BacktestTest {
  private final AlertRig rig = new AlertRig();

  @AfterEach
  void close() {
    rig.close();
  }

  /** Hours of requests that go wrong now and then. */
  private void hours(int count, long seed) {
    Random random = new Random(seed);
    int bad = 0;
    for (int i = 0; i < 60 * count; i++) {
      bad = bad > 0 ? bad - 1 : random.nextInt(50) == 0 ? 1 + random.nextInt(12) : 0;
      int all = 50 + random.nextInt(100);
      rig.requests(all, bad > 0 ? all / 3 : random.nextInt(3), "/a");
      rig.requests(all, random.nextInt(3), "/b");
      rig.times("http.request.duration_ms", 10, bad > 0 ? 900 : 100, "route_id", "/a");
      rig.next();
    }
  }

  private void firesAsItFired(RuleDefinition rule) {
    Instant from = rig.minute();
    KnownRule made = rig.alerts().create(rule, "ann");
    hours(8, 3);
    TimeRange range = new TimeRange(from, rig.minute());
    List<AlertEvent> fired =
        rig.events().stream().filter(event -> event.transition().equals("firing")).toList();
    List<Instant> over =
        rig.events().stream()
            .filter(event -> event.transition().equals("resolved"))
            .map(AlertEvent::at)
            .toList();

    Backtest tried = rig.alerts().backtest(made.definition(), range);

    assertThat(fired).hasSizeGreaterThan(2);
    assertThat(tried.count()).isEqualTo(fired.size());
    assertThat(tried.firings())
        .extracting(Backtest.Firing::at)
        .containsExactlyElementsOf(fired.stream().map(AlertEvent::at).toList());
    assertThat(tried.firings())
        .extracting(Backtest.Firing::value)
        .containsExactlyElementsOf(fired.stream().map(AlertEvent::value).toList());
    assertThat(tried.firings()).extracting(Backtest.Firing::resolvedAt).containsAll(over);
    assertThat(tried.parts()).hasSize(1);
    assertThat(tried.parts().get(0).step()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void errorsFireAsTheyFired() {
    firesAsItFired(RuleDefinition.errorRate("Errors", 10).groupBy("route_id").cooldown(5));
  }

  @Test
  void slowAnswersFireAsTheyFired() {
    firesAsItFired(RuleDefinition.responseTime("Slow", 500).window(3).hold(2).cooldown(0));
  }

  @Test
  void groupsThatFallSilentFireAsTheyFired() {
    Instant from = rig.minute();
    RuleDefinition silent =
        RuleDefinition.absent("Silent", "orders.count").groupBy("shop").window(5).cooldown(0);
    rig.alerts().create(silent, "ann");
    for (int i = 0; i < 8 * 60; i++) {
      rig.count(5, "orders.count", "shop", "always");
      rig.count(i > 7 * 60 ? 5 : 0, "orders.count", "shop", "late");
      rig.count(i < 2 * 60 ? 5 : 0, "orders.count", "shop", "gone");
      rig.count(i < 5 * 60 || i > 390 ? 5 : 0, "orders.count", "shop", "back");
      rig.next();
    }
    List<AlertEvent> live = rig.events();
    assertThat(live)
        .extracting(AlertEvent::group, AlertEvent::transition)
        .containsExactly(
            tuple("gone", "firing"), tuple("back", "firing"), tuple("back", "resolved"));

    Backtest tried = rig.alerts().backtest(silent, new TimeRange(from, rig.minute()));

    assertThat(tried.firings())
        .extracting(Backtest.Firing::at, Backtest.Firing::resolvedAt)
        .containsExactly(tuple(live.get(0).at(), null), tuple(live.get(1).at(), live.get(2).at()));
  }

  @Test
  void whereOnlyWiderBucketsAreKeptItSaysHowFarApartItLooked() {
    Instant old = rig.minute().minus(Duration.ofDays(3));
    for (int i = 0; i < 120; i++) {
      rig.put(
          SeriesKey.system("orders.count", MetricKind.COUNTER, "service:api", Tags.empty()),
          old.plus(Duration.ofMinutes(i)),
          CounterState.ofWhole(i < 60 ? 1 : 10));
    }
    rig.count(1, "orders.count");
    rig.fold();
    RuleMeasure orders = RuleMeasure.of("orders.count").aggregation("count");
    RuleDefinition rule = RuleDefinition.metric("Orders", orders, Comparison.GT, 40);
    TimeRange range = new TimeRange(old, old.plus(Duration.ofHours(2)));

    Backtest tried = rig.alerts().backtest(rule.window(10), range);
    Backtest narrow = rig.alerts().backtest(rule.window(3), range);

    assertThat(tried.parts()).extracting(Backtest.Part::step).containsOnly(Duration.ofMinutes(5));
    assertThat(tried.parts()).allMatch(Backtest.Part::isTestable);
    assertThat(tried.parts().get(0).note()).startsWith("evaluated every 5 minutes");
    assertThat(tried.count()).isEqualTo(1);
    assertThat(narrow.parts()).noneMatch(Backtest.Part::isTestable);
    assertThat(narrow.parts().get(0).note())
        .isEqualTo(
            "not testable: the narrowest buckets of this time are of 5 minutes, and the rule looks"
                + " at 3");
    assertThat(narrow.firings()).isEmpty();
  }

  @Test
  void limitsOfFormerDaysAreTriedByTheFullestMinuteOfFive() {
    Instant old = rig.minute().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.HOURS);
    rig.limits.add(
        new LimitUse("client:1", old.plusSeconds(600), Duration.ofMinutes(5), 120, 500, 85));
    rig.limits.add(
        new LimitUse("client:1", old.plusSeconds(900), Duration.ofMinutes(5), 90, 500, 20));
    RuleDefinition rule = RuleDefinition.rateLimit("Nearly full", 80).cooldown(0);
    TimeRange range = new TimeRange(old, old.plus(Duration.ofHours(1)));

    Backtest tried = rig.alerts().backtest(rule.window(5), range);
    Backtest narrow = rig.alerts().backtest(rule.window(2), range);

    assertThat(tried.parts()).extracting(Backtest.Part::step).containsOnly(Duration.ofMinutes(5));
    assertThat(tried.firings())
        .singleElement()
        .satisfies(
            fired -> {
              assertThat(fired.at()).isEqualTo(old.plusSeconds(900));
              assertThat(fired.resolvedAt()).isEqualTo(old.plusSeconds(1_500));
              assertThat(fired.value()).isEqualTo(85);
              assertThat(fired.message())
                  .startsWith("Key client:1 used 85 % of its limit in the fullest minute of");
            });
    assertThat(narrow.parts()).noneMatch(Backtest.Part::isTestable);
    assertThat(narrow.firings()).isEmpty();
  }

  @Test
  void timesThatCannotBeTriedAreRefused() {
    RuleDefinition rule = RuleDefinition.errorRate("Errors", 10);
    Instant now = rig.minute();

    assertThatExceptionOfType(InvalidQueryException.class)
        .isThrownBy(
            () -> rig.alerts().backtest(rule, new TimeRange(now, now.plus(Duration.ofDays(1)))))
        .withMessageContaining("of the past");
    assertThatExceptionOfType(InvalidQueryException.class)
        .isThrownBy(
            () -> rig.alerts().backtest(rule, new TimeRange(now.minus(Duration.ofDays(93)), now)))
        .withMessageContaining("92 days");
  }
}
