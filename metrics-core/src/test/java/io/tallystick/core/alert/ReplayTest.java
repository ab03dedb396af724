package io.tallystick.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Silence in the values counts when it comes, and what is long past does not. */
class ReplayTest {
  private final List<Long> fired = new ArrayList<>();

  private void replay(RuleDefinition rule, double[]... minutesAndValues) {
    Replay replay = new Replay(rule, (series, millis) -> fired.add(millis / 60_000));
    for (double[] each : minutesAndValues) {
      replay.add("a", (long) each[0] * 60_000, each[1]);
    }
    replay.end();
  }

  private static double[] at(int minute, double value) {
    return new double[] {minute, value};
  }

  @Test
  void silenceIsNoticedWhenTheWindowIsEmptyAndNotWhenItIsOver() {
    RuleDefinition absent = RuleDefinition.absent("Silent", "a.count").window(5).cooldown(0);

    replay(absent, at(0, 1), at(1, 1), at(2, 1), at(103, 1), at(104, 1));

    assertThat(fired).containsExactly(7L);
  }

  @Test
  void valuesOfBeforeAGapAreNotThereBehindIt() {
    RuleDefinition high =
        RuleDefinition.metric("High", RuleMeasure.of("a.b"), Comparison.GT, 10)
            .window(5)
            .cooldown(0);

    replay(high, at(0, 0), at(1, 0), at(2, 0), at(3, 0), at(4, 40), at(104, 0), at(105, 0));

    assertThat(fired).containsExactly(6L);
  }

  @Test
  void whatIsHighAfterAGapFiresAtOnce() {
    RuleDefinition high =
        RuleDefinition.metric("High", RuleMeasure.of("a.b"), Comparison.GT, 10)
            .window(5)
            .cooldown(0);

    replay(high, at(0, 0), at(1, 0), at(100, 90));

    assertThat(fired).containsExactly(100L);
  }
}
