package io.tallystick.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GoalTest {
  private static final Map<String, Score> PEERS = Map.of("longAdder", new Score(10, 0));

  @Test
  void aRatioIsMetUpToItsFactor() {
    Goal goal = Goal.atMost(0.35, "longAdder");

    assertThat(goal.isMet(new Score(3.5, 0), PEERS)).isTrue();
    assertThat(goal.isMet(new Score(3.51, 0), PEERS)).isFalse();
    assertThat(goal.words()).isEqualTo("≤ 0.35 × longAdder");
    assertThat(goal.measured(new Score(4, 0), PEERS)).isEqualTo("0.40 × longAdder");
  }

  @Test
  void aRatioToWhatWasNotMeasuredCannotBeJudgedAndIsNotMet() {
    Goal goal = Goal.atMost(0.5, "prometheus");

    assertThat(goal.canJudge(new Score(1, 0), PEERS)).isFalse();
    assertThat(goal.isMet(new Score(1, 0), PEERS)).isFalse();
  }

  @Test
  void aScoreThatIsNoNumberIsNotMet() {
    Score unknown = new Score(Double.NaN, Double.NaN);

    assertThat(Goal.atMost(1, "longAdder").isMet(unknown, PEERS)).isFalse();
    assertThat(Goal.atMost(1, Unit.BYTES).isMet(unknown, PEERS)).isFalse();
    assertThat(Goal.noGarbage().isMet(unknown, PEERS)).isFalse();
    assertThat(Goal.noGarbage().canJudge(unknown, PEERS)).isFalse();
    assertThat(Goal.atMost(1, Unit.BYTES).canJudge(unknown, PEERS)).isFalse();
  }

  @Test
  void aRatioMayHoldInSomePlacesOnly() {
    Goal goal = Goal.atMost(0.05, "longAdder", "2", "8");

    assertThat(goal.concerns("1")).isFalse();
    assertThat(goal.concerns("8")).isTrue();
    assertThat(Goal.noGarbage().concerns("1")).isTrue();
  }

  @Test
  void aLimitIsMetUpToItself() {
    Goal goal = Goal.atMost(150, Unit.BYTES);

    assertThat(goal.isMet(Score.of(150), Map.of())).isTrue();
    assertThat(goal.isMet(Score.of(150.1), Map.of())).isFalse();
    assertThat(goal.words()).isEqualTo("≤ 150 B");
  }

  @Test
  void oneObjectInAHundredCallsIsGarbageAndTheProfilersOwnIsNot() {
    assertThat(Goal.noGarbage().isMet(new Score(1, 0.16), PEERS)).isFalse();
    assertThat(Goal.noGarbage().isMet(new Score(1, 1e-4), PEERS)).isTrue();
  }
}
