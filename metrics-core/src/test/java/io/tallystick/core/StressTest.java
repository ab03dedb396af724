package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;

/** Runs every stress case of the module; CONTRIBUTING.md says how to add one and to run one. */
class StressTest {
  private static final StressMode MODE = StressMode.asked();

  /** A part of a case's name, or a regular expression. */
  private static final Pattern ONLY = Pattern.compile(System.getProperty("stress.only", ""));

  @Test
  @Tag("slow")
  void everyStressCaseRunsAndHolds() throws Exception {
    Set<String> cases = new TreeSet<>(StressCases.onTheClassPath());
    cases.removeIf(name -> !ONLY.matcher(name).find());
    assertThat(cases).as("stress cases whose name matches '%s'", ONLY).isNotEmpty();

    StressRun run = StressRun.of(MODE, ONLY, Path.of(System.getProperty("basedir", ""), "target"));

    System.out.printf(
        "%d of %d stress cases ran, in mode %s on JDK %d.%n",
        run.cases().size(), cases.size(), MODE, Runtime.version().feature());
    assertThat(run.exitCode()).as("exit code of jcstress%n%s", run.output()).isZero();
    assertThat(faults(run)).as("what jcstress says%n%s", run.output()).isEmpty();
    cases.removeAll(run.cases());
    assertThat(cases)
        .as("cases that did not run, as happens with more actors than there are processors")
        .isEmpty();
  }

  private static Set<String> faults(StressRun run) {
    return run.results().stream()
        .filter(result -> result.status() != Status.NORMAL || !result.grading().isPassed)
        .map(StressTest::fault)
        .collect(Collectors.toSet());
  }

  private static String fault(TestResult result) {
    return result.getName() + ": " + result.status() + " " + result.grading().failureMessages;
  }
}
