package io.tallystick.benchmarks.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.benchmarks.compare.Probe;
import io.tallystick.benchmarks.compare.Score;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FootprintTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

  @Test
  @Tag("slow")
  void aRuntimeUnderTwoHundredThreadsStaysUnderFiftyMegabytes() {
    assertThat(Footprint.MOST_MB).isEqualTo(50);
    assertThat(footprint(0, 0).run("whole")).as("exit code").isZero();
  }

  @Test
  @Tag("slow")
  void aRuntimeThatTakesMoreThanItMayMissesTheGoal() {
    assertThat(new ChildJvm("256m").run(FootprintProgram.class, "1")).isEqualTo(1);
  }

  @Test
  @Tag("slow")
  void aSeriesThatTakesMoreThanItMayMissesTheGoal() {
    assertThat(footprint(150, 7_000).run()).isZero();
    assertThat(footprint(150, 7_001).run()).isEqualTo(1);
    assertThat(footprint(151, 7_000).run()).isEqualTo(1);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("counter, 200 threads: 151 B, at most 150: MISSED");
  }

  @Test
  void whoMisusesItIsTold() {
    assertThat(footprint(0, 0).run("part")).isEqualTo(2);
  }

  private Footprint footprint(double counterBytes, double histogramBytes) {
    return new Footprint(probe(counterBytes), probe(histogramBytes), out, out);
  }

  private static Probe probe(double bytes) {
    return (place, contenders, effort) -> Map.of(contenders.get(0), Score.of(bytes));
  }
}
