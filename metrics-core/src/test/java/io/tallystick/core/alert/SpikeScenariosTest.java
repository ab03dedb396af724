package io.tallystick.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What spike rules do with what is stored, minute by minute. */
class SpikeScenariosTest {
  private static final int DAY = 1_440;

  private final Random random = new Random(11);
  private AlertRig rig = new AlertRig();

  @AfterEach
  void close() {
    rig.close();
  }

  private void use(RuleDefinition... rules) {
    rig.close();
    rig = new AlertRig(rules);
  }

  private void orders(int minutes, double level) {
    for (int i = 0; i < minutes; i++) {
      order(level);
    }
  }

  private void order(double level) {
    rig.count(Math.max(1, Math.round(level + level / 20 * random.nextGaussian())), "orders.count");
    rig.next();
  }

  @Test
  void aJumpIsToldWithinTwoMinutesFromTheFirstHourOn() {
    use(RuleDefinition.spike("Orders", "orders.count"));
    orders(50, 100);
    assertThat(rig.happened()).isEmpty();
    Instant onset = rig.minute();

    orders(3, 300);

    assertThat(rig.happened()).containsExactly("firing");
    AlertEvent fired = rig.events().get(0);
    assertThat(Duration.between(onset, fired.at())).isLessThanOrEqualTo(Duration.ofMinutes(2));
    assertThat(fired.message())
        .matches("orders.count jumped to \\d+; about [0-9.]+ is usual at this time");
  }

  @Test
  void nightAndDayAreNoSpike() {
    use(RuleDefinition.spike("Orders", "orders.count"));
    for (int i = 0; i < 2 * DAY; i++) {
      order(600 - 500 * Math.cos(2 * Math.PI * i / DAY));
    }

    assertThat(rig.happened()).isEmpty();
  }

  @Test
  void aDoublingOfLatencyIsOne() {
    use(RuleDefinition.spike("Slow", "http.request.duration_ms").aggregation("p95"));
    for (int i = 0; i < 120; i++) {
      latency(i < 110 ? 100 : 200);
    }

    assertThat(rig.happened()).containsExactly("firing");
    assertThat(rig.events().get(0).message())
        .startsWith("p95 of http.request.duration_ms jumped to ")
        .contains(" ms; about ");
  }

  private void latency(double millis) {
    rig.times("http.request.duration_ms", 40, millis * (1 + 0.05 * random.nextGaussian()));
    rig.next();
  }

  @Test
  void aSlowRampIsToldByAThresholdAndNotBySpike() {
    use(
        RuleDefinition.spike("Spike", "orders.count"),
        RuleDefinition.metric(
            "Many", RuleMeasure.of("orders.count").aggregation("count"), Comparison.GT, 1_500));
    for (int i = 0; i < 600; i++) {
      order(100 + i / 2.0);
    }

    assertThat(rig.events())
        .isNotEmpty()
        .allMatch(event -> event.message().startsWith("count of orders.count "));
  }

  @Test
  void whoTakesOverKnowsThePast() {
    RuleDefinition rule = RuleDefinition.spike("Orders", "orders.count");
    use(rule);
    orders(200, 100);
    rig.restart(rule);
    orders(3, 100);
    assertThat(rig.happened()).isEmpty();

    orders(3, 300);

    assertThat(rig.happened()).containsExactly("firing");
  }

  @Test
  void aDropToNothingIsToldWhereDropsAreAskedFor() {
    use(RuleDefinition.spike("Orders", "orders.count").comparison(Comparison.LT));
    orders(120, 100);
    for (int i = 0; i < 3; i++) {
      rig.next();
    }

    assertThat(rig.happened()).containsExactly("firing");
    assertThat(rig.events().get(0).message()).startsWith("orders.count dropped to 0; about ");
  }

  @Test
  void triedOnThePastItFiresWhenItFired() {
    use(RuleDefinition.spike("Orders", "orders.count"));
    Instant from = rig.minute();
    orders(180, 100);
    orders(90, 300);
    orders(90, 900);

    Backtest tried =
        rig.alerts()
            .backtest(rig.alerts().rules().get(0).definition(), new TimeRange(from, rig.minute()));

    assertThat(tried.firings())
        .extracting(Backtest.Firing::at)
        .hasSize(2)
        .containsExactlyElementsOf(
            rig.events().stream()
                .filter(event -> event.transition().equals("firing"))
                .map(AlertEvent::at)
                .toList());
  }

  @Test
  void aReplayFiresAtTheValueWithWhichItJumped() {
    List<String> firings = new ArrayList<>();
    Replay replay =
        new Replay(
            RuleDefinition.spike("Orders", "orders.count"),
            (series, millis) -> firings.add(series + "," + millis));
    for (int i = 0; i < 200; i++) {
      double level = i < 150 ? 100 : 300;
      replay.add("a", i * 60_000L, level + 5 * random.nextGaussian());
      replay.add("b", i * 60_000L, 100 + 5 * random.nextGaussian());
    }
    replay.end();

    assertThat(firings).hasSize(1);
    assertThat(firings.get(0)).isIn("a," + 150 * 60_000L, "a," + 151 * 60_000L);
  }
}
