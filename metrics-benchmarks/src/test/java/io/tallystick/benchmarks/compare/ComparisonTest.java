package io.tallystick.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Map<String, Score> FAST =
      Map.of(
          "longAdder", new Score(10, 0),
          "micrometer", new Score(20, 48),
          "ours", new Score(3, 0),
          "oursLateBound", new Score(3.4, 0));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

  @Test
  void whenEveryGoalIsMetItEndsWithZero() {
    assertThat(compare(FAST)).isZero();
    assertThat(printed()).contains("Every goal was met.").doesNotContain("MISSED");
  }

  @Test
  void aRowHoldsFloorPeersOursRatiosGoalAndOutcome() {
    compare(FAST, "full");

    List<String> rows = printed().lines().filter(line -> line.contains("counter")).toList();
    assertThat(rows).hasSize(2);
    assertThat(cells(rows.get(0)))
        .containsExactly(
            "counter",
            "1",
            "ours",
            "10.0 ns",
            "micrometer 20.0 ns",
            "3.00 ns",
            "0.000",
            "0.30",
            "micrometer 0.15",
            "≤ 0.35 × longAdder, 0 B a call",
            "met");
  }

  @Test
  void aMissedGoalEndsWithOneAndSaysWhatWasMeasured() {
    assertThat(compare(with("ours", new Score(4, 0)))).isEqualTo(1);
    assertThat(printed()).contains("MISSED: 0.40 × longAdder", "missed in 1 places");
  }

  @Test
  void garbageAloneMissesTheGoal() {
    assertThat(compare(with("ours", new Score(3, 16)))).isEqualTo(1);
    assertThat(printed()).contains("MISSED: 16.0 B a call");
  }

  @Test
  void theOutcomeSpeaksOfMissedGoalsOnly() {
    compare(with("ours", new Score(4, 0)));

    String row =
        printed().lines().filter(line -> line.contains("MISSED")).findFirst().orElseThrow();
    List<String> cells = cells(row);
    assertThat(cells.get(cells.size() - 1)).isEqualTo("MISSED: 0.40 × longAdder");
  }

  @Test
  void theLateBoundCallMustMeetTheGoalToo() {
    assertThat(compare(with("oursLateBound", new Score(9, 0)))).isEqualTo(1);
  }

  @Test
  void whatWasNotMeasuredIsNotMet() {
    Map<String, Score> scores = new HashMap<>(FAST);
    scores.remove("longAdder");

    assertThat(compare(scores)).isEqualTo(1);
    assertThat(printed()).contains("NOT MEASURED");
  }

  @Test
  void aProbeThatBreaksCountsAsMissedAndTheOtherQuestionsAreAsked() {
    Question broken =
        question(
            "broken",
            (place, contenders, effort) -> {
              throw new IllegalStateException("no such benchmark");
            });

    int exit = comparison(true, broken, question("counter", probe(FAST))).run();

    assertThat(exit).isEqualTo(1);
    assertThat(printed()).contains("| counter  | 1  | ours");
    assertThat(progress.toString(StandardCharsets.UTF_8)).contains("no such benchmark");
  }

  @Test
  void aNoopMeetsNoGoal() {
    assertThat(comparison(false, question("counter", probe(FAST))).run()).isEqualTo(1);
    assertThat(printed()).contains("NO RUNTIME", "a no-op was measured").doesNotContain("met  ");
  }

  @Test
  void quickMeasuresNoPeerThatNoGoalNames() {
    compare(FAST, "quick");
    assertThat(printed()).doesNotContain("micrometer");
  }

  @Test
  void onlyTheNamedQuestionIsAsked() {
    Question other = question("measure", probe(FAST));

    comparison(true, question("counter", probe(FAST)), other).run("--only=MEAS");

    assertThat(printed()).contains("measure").doesNotContain("counter");
  }

  @Test
  void aQuestionForANewerJavaIsLeftOut() {
    Question newer = question("virtual", probe(FAST)).needsJava(Integer.MAX_VALUE);

    assertThat(comparison(true, newer, question("counter", probe(FAST))).run()).isZero();
    assertThat(printed()).doesNotContain("virtual");
    assertThat(progress.toString(StandardCharsets.UTF_8)).contains("virtual: left out");
  }

  @Test
  void argumentsWithoutSenseEndWithTwoAndTheNames() {
    assertThat(compare(FAST, "slow")).isEqualTo(2);
    assertThat(compare(FAST, "--only=nothing")).isEqualTo(2);
    assertThat(printed()).isEmpty();
    assertThat(progress.toString(StandardCharsets.UTF_8)).contains("What is slow?", "  counter");
  }

  private int compare(Map<String, Score> scores, String... arguments) {
    return comparison(true, question("counter", probe(scores))).run(arguments);
  }

  private Comparison comparison(boolean oursRecords, Question... questions) {
    return new Comparison(List.of(questions), oursRecords, stream(out), stream(progress));
  }

  private static Question question(String name, Probe probe) {
    return Question.about(name, Unit.NANOS, probe)
        .at("1")
        .floor("longAdder")
        .peers("micrometer")
        .ours("ours", "oursLateBound")
        .goals(Goal.atMost(0.35, "longAdder"), Goal.noGarbage());
  }

  /** Knows these scores, and gives those of whom it is asked for. */
  private static Probe probe(Map<String, Score> scores) {
    return (place, contenders, effort) -> {
      Map<String, Score> asked = new HashMap<>(scores);
      asked.keySet().retainAll(contenders);
      return asked;
    };
  }

  private static Map<String, Score> with(String contender, Score score) {
    Map<String, Score> scores = new HashMap<>(FAST);
    scores.put(contender, score);
    return scores;
  }

  private static List<String> cells(String row) {
    return List.of(row.substring(1).split("\\|")).stream().map(String::strip).toList();
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
