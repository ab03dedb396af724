package io.tallystick.benchmarks.compare;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What we aim at, as a bound on our score in some places, or in all.
 *
 * <pre>{@code
 * List<Goal> goals = List.of(Goal.atMost(0.35, "longAdder"), Goal.noGarbage());
 * }</pre>
 */
public sealed interface Goal {
  /** At most so many times what another contender scores in the same run. */
  static Goal atMost(double factor, String reference) {
    return new TimesAnother(factor, reference, Set.of());
  }

  /** The same, in these places only. */
  static Goal atMost(double factor, String reference, String... places) {
    return new TimesAnother(factor, reference, Set.of(places));
  }

  /** At most so much. */
  static Goal atMost(double limit, Unit unit) {
    return new AtMost(limit, unit);
  }

  /** A call allocates nothing. */
  static Goal noGarbage() {
    return new NoGarbage();
  }

  /** The goal in few words. */
  String words();

  /** Whether it says something about a place. */
  default boolean concerns(String place) {
    return true;
  }

  /** Whom it measures us by, if anybody. */
  default Optional<String> measuredBy() {
    return Optional.empty();
  }

  /** Whether it is met. */
  boolean isMet(Score ours, Map<String, Score> scores);

  /** Whether enough was measured to tell. */
  boolean canJudge(Score ours, Map<String, Score> scores);

  /** What was measured, in the words of the goal. */
  String measured(Score ours, Map<String, Score> scores);

  /**
   * A ratio.
   *
   * @param factor the largest ratio that meets the goal
   * @param reference the other contender
   * @param places where it holds; empty: everywhere
   */
  record TimesAnother(double factor, String reference, Set<String> places) implements Goal {
    @Override
    public String words() {
      return "≤ " + Unit.number(factor) + " × " + reference;
    }

    @Override
    public boolean concerns(String place) {
      return places.isEmpty() || places.contains(place);
    }

    @Override
    public Optional<String> measuredBy() {
      return Optional.of(reference);
    }

    @Override
    public boolean isMet(Score ours, Map<String, Score> scores) {
      return Ratio.of(ours, scores.get(reference)).times() <= factor;
    }

    @Override
    public boolean canJudge(Score ours, Map<String, Score> scores) {
      return Ratio.of(ours, scores.get(reference)).isKnown();
    }

    @Override
    public String measured(Score ours, Map<String, Score> scores) {
      return Ratio.of(ours, scores.get(reference)) + " × " + reference;
    }
  }

  /**
   * An absolute bound.
   *
   * @param limit the largest score that meets the goal
   * @param unit what it counts
   */
  record AtMost(double limit, Unit unit) implements Goal {
    @Override
    public String words() {
      return "≤ " + unit.format(limit);
    }

    @Override
    public boolean isMet(Score ours, Map<String, Score> scores) {
      return ours.value() <= limit;
    }

    @Override
    public boolean canJudge(Score ours, Map<String, Score> scores) {
      return !Double.isNaN(ours.value());
    }

    @Override
    public String measured(Score ours, Map<String, Score> scores) {
      return unit.format(ours.value());
    }
  }

  /** No allocation; what the profiler itself allocates, spread over the calls, is let pass. */
  record NoGarbage() implements Goal {
    private static final double PROFILERS_OWN_BYTES = 0.1;

    @Override
    public String words() {
      return "0 B a call";
    }

    @Override
    public boolean isMet(Score ours, Map<String, Score> scores) {
      return ours.bytesPerCall() < PROFILERS_OWN_BYTES;
    }

    @Override
    public boolean canJudge(Score ours, Map<String, Score> scores) {
      return !Double.isNaN(ours.bytesPerCall());
    }

    @Override
    public String measured(Score ours, Map<String, Score> scores) {
      return Unit.BYTES.format(ours.bytesPerCall()) + " a call";
    }
  }
}
