package io.tallystick.benchmarks.compare;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Asks every question and prints one table: floors, peers, ours, ratios, goals, and whether they
 * were met.
 *
 * <pre>{@code
 * int exit = new Comparison(questions, true, System.out, System.err).run("quick", "--only=measure");
 * }</pre>
 */
public final class Comparison {
  /** Every goal was met. */
  public static final int MET = 0;

  /** A goal was missed, or could not be judged. */
  public static final int MISSED = 1;

  /** The arguments made no sense. */
  public static final int MISUSED = 2;

  private static final String ONLY = "--only=";

  private final List<Question> questions;
  private final boolean oursRecords;
  private final PrintStream out;
  private final PrintStream progress;

  /**
   * Prepares; {@link #run} starts it.
   *
   * @param oursRecords whether there is a runtime that records; a no-op meets no goal
   * @param out where the table goes
   * @param progress where it says what it is at
   */
  public Comparison(
      List<Question> questions, boolean oursRecords, PrintStream out, PrintStream progress) {
    this.questions = questions;
    this.oursRecords = oursRecords;
    this.out = out;
    this.progress = progress;
  }

  /**
   * Measures and prints.
   *
   * @param arguments an {@link Effort} in small letters (else quick), and {@code --only=} with a
   *     part of a question's name
   * @return the exit code
   */
  public int run(String... arguments) {
    Effort effort = Effort.QUICK;
    List<Question> asked = questions;
    for (String argument : arguments) {
      if (argument.startsWith(ONLY)) {
        asked = named(argument.substring(ONLY.length()));
      } else if (Effort.named(argument).isPresent()) {
        effort = Effort.named(argument).get();
      } else {
        return misused("What is " + argument + "?");
      }
    }
    return asked.isEmpty() ? misused("No question has that name.") : ask(asked, effort);
  }

  private List<Question> named(String part) {
    String wanted = part.toLowerCase(Locale.ROOT);
    return questions.stream()
        .filter(question -> question.name().toLowerCase(Locale.ROOT).contains(wanted))
        .toList();
  }

  private int misused(String why) {
    progress.println(why);
    progress.println("compare [quick|standard|full] [--only=PART OF A NAME], names:");
    questions.forEach(question -> progress.println("  " + question.name()));
    return MISUSED;
  }

  private int ask(List<Question> asked, Effort effort) {
    List<Standing> standings = new ArrayList<>();
    for (Question question : asked) {
      if (Runtime.version().feature() < question.leastJava()) {
        progress.println(question.name() + ": left out, needs Java " + question.leastJava());
        continue;
      }
      question.places().forEach(place -> standings.add(measure(question, place, effort)));
    }
    return conclude(standings);
  }

  private Standing measure(Question question, String place, Effort effort) {
    progress.println(question.name() + " at " + place + " …");
    List<String> contenders = question.contenders(effort.everyPeer());
    try {
      Map<String, Score> scores = question.probe().measure(place, contenders, effort);
      return new Standing(question, place, scores, oursRecords);
    } catch (RuntimeException broken) {
      // The other questions are worth asking; the missing scores count as a missed goal.
      broken.printStackTrace(progress);
      return new Standing(question, place, Map.of(), oursRecords);
    }
  }

  private int conclude(List<Standing> standings) {
    Table table = new Table(Standing.COLUMNS);
    standings.forEach(standing -> standing.rows().forEach(table::add));
    out.print(table);
    if (standings.isEmpty()) {
      out.println("No goal is met: nothing was measured.");
      return MISSED;
    }
    if (!oursRecords) {
      out.println("No goal is met: there is no runtime, and a no-op was measured.");
      return MISSED;
    }
    long missed = standings.stream().filter(standing -> !standing.meetsEveryGoal()).count();
    out.println(
        missed == 0 ? "Every goal was met." : "Goals were missed in " + missed + " places.");
    return missed == 0 ? MET : MISSED;
  }
}
