package io.tallystick.benchmarks.compare;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is asked: of whom, in which places, and what we aim at.
 *
 * <p>Immutable; each {@code with…} gives another one.
 *
 * <pre>{@code
 * Question.about("measure", Unit.NANOS, new JmhProbe(MeasureBenchmark.class))
 *     .at("1", "2", "8")
 *     .floor("twoNanoTimes")
 *     .peers("micrometer", "dropwizard")
 *     .ours("ours", "oursLateBound")
 *     .goals(Goal.atMost(1.3, "twoNanoTimes"), Goal.noGarbage());
 * }</pre>
 *
 * @param name a few words
 * @param unit what its scores count
 * @param probe who measures
 * @param places where it is asked: numbers of threads, percentiles
 * @param floor what cannot be beaten honestly, or what the JDK alone offers
 * @param peers the other libraries
 * @param ours our own contenders, each of which must meet the goals
 * @param goals what we aim at
 * @param leastJava the oldest Java that it can be asked on
 */
public record Question(
    String name,
    Unit unit,
    Probe probe,
    List<String> places,
    @Nullable String floor,
    List<String> peers,
    List<String> ours,
    List<Goal> goals,
    int leastJava) {
  /** A question without contenders yet. */
  public static Question about(String name, Unit unit, Probe probe) {
    return new Question(name, unit, probe, List.of(), null, List.of(), List.of(), List.of(), 17);
  }

  /** Where it is asked. */
  public Question at(String... where) {
    return new Question(name, unit, probe, List.of(where), floor, peers, ours, goals, leastJava);
  }

  /** What cannot be beaten honestly, or what the JDK alone offers. */
  public Question floor(String contender) {
    return new Question(name, unit, probe, places, contender, peers, ours, goals, leastJava);
  }

  /** The other libraries. */
  public Question peers(String... contenders) {
    return new Question(
        name, unit, probe, places, floor, List.of(contenders), ours, goals, leastJava);
  }

  /** Our own contenders. */
  public Question ours(String... contenders) {
    return new Question(
        name, unit, probe, places, floor, peers, List.of(contenders), goals, leastJava);
  }

  /** What we aim at. */
  public Question goals(Goal... aims) {
    return new Question(name, unit, probe, places, floor, peers, ours, List.of(aims), leastJava);
  }

  /** The oldest Java that it can be asked on. */
  public Question needsJava(int feature) {
    return new Question(name, unit, probe, places, floor, peers, ours, goals, feature);
  }

  /** Whom to measure: all, or only the floor, ourselves and whom a goal names. */
  List<String> contenders(boolean everyPeer) {
    Set<String> all = new LinkedHashSet<>();
    if (floor != null) {
      all.add(floor);
    }
    if (everyPeer) {
      all.addAll(peers);
    }
    goals.forEach(goal -> goal.measuredBy().ifPresent(all::add));
    all.addAll(ours);
    return new ArrayList<>(all);
  }
}
