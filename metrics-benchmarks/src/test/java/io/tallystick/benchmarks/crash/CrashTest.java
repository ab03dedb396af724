package io.tallystick.benchmarks.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short form; the jar's command {@code crash} runs the long one. */
class CrashTest {
  private static final String KILLS = "50";

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
  private final Crash crash = new Crash(out, out);

  /** The seed, above all. */
  @AfterEach
  void show() {
    System.out.print(printed());
  }

  @Test
  @Tag("slow")
  void whatWasConfirmedSurvivesEveryKillOnce() {
    assertThat(crash.run(KILLS)).as("exit code").isZero();
    assertThat(printed()).contains("50 kills, 0 faults", "nothing doubled");
  }

  @Test
  @Tag("slow")
  void twoProcessesOnOneFileKeepAllThatBothRecord() {
    assertThat(crash.run("twins")).as("exit code").isZero();
  }

  @Test
  @Tag("slow")
  void aPauseOverTheEndOfAMinuteLosesNothing() {
    assertThat(crash.run("pause")).as("exit code").isZero();
  }

  @Test
  @Tag("slow")
  void aProcessThatIsToldToEndWritesEverythingFirst() {
    assertThat(crash.run("sigterm")).as("exit code").isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kittens", "0", "twins 3", "50 kittens", "50 1 1"})
  void whoMisusesItIsToldWhatThereIs(String arguments) {
    assertThat(crash.run(arguments.split(" "))).isEqualTo(2);
    assertThat(printed()).contains("twins | pause | sigterm");
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
