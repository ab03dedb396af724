package io.tallystick.benchmarks.compare;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How the contenders of a question stand in one place. */
record Standing(Question question, String place, Map<String, Score> scores, boolean oursRecords) {

  static final List<String> COLUMNS =
      List.of(
          "question",
          "at",
          "who",
          "floor",
          "peers",
          "ours",
          "B/op",
          "ours/floor",
          "ours/peer",
          "goal",
          "outcome");

  boolean meetsEveryGoal() {
    return question.ours().stream()
        .allMatch(who -> goals().stream().allMatch(goal -> judge(who, goal).isMet()));
  }

  List<List<String>> rows() {
    return question.ours().stream().map(this::row).toList();
  }

  private List<String> row(String who) {
    Score ours = scores.get(who);
    return List.of(
        question.name(),
        place,
        who,
        question.floor() == null ? "" : number(question.floor()),
        peers(peer -> number(peer)),
        number(who),
        ours == null || Double.isNaN(ours.bytesPerCall()) ? "" : Unit.number(ours.bytesPerCall()),
        question.floor() == null ? "" : Ratio.of(ours, scores.get(question.floor())).toString(),
        peers(peer -> Ratio.of(ours, scores.get(peer)).toString()),
        goals().stream().map(Goal::words).collect(joining(", ")),
        outcome(who));
  }

  private String peers(Function<String, String> cell) {
    return question.peers().stream()
        .filter(scores::containsKey)
        .map(peer -> peer + " " + cell.apply(peer))
        .collect(joining(" · "));
  }

  private String number(String contender) {
    Score score = scores.get(contender);
    return score == null ? "?" : question.unit().format(score.value());
  }

  private String outcome(String who) {
    List<Verdict> verdicts = goals().stream().map(goal -> judge(who, goal)).toList();
    return verdicts.stream().allMatch(Verdict::isMet)
        ? (verdicts.isEmpty() ? "" : "met")
        : verdicts.stream()
            .filter(verdict -> !verdict.isMet())
            .map(Verdict::words)
            .distinct()
            .collect(joining(", "));
  }

  private Verdict judge(String who, Goal goal) {
    if (!oursRecords) {
      return Verdict.NO_RUNTIME;
    }
    Score ours = scores.get(who);
    return ours == null || !goal.canJudge(ours, scores)
        ? Verdict.NOT_MEASURED
        : Verdict.of(goal.isMet(ours, scores), goal.measured(ours, scores));
  }

  private List<Goal> goals() {
    return question.goals().stream().filter(goal -> goal.concerns(place)).toList();
  }
}
