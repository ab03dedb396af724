package io.tallystick.benchmarks.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CollectTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

  /** A short look at a process that is still warming up: whether it runs, not what it costs. */
  @Test
  @Tag("slow")
  void aShortLookMeasuresAProcessWithAndOneWithout() {
    assertThat(new Collect(out, out).run("1", "5", "5")).isBetween(0, 1);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .containsPattern("[0-9]+ ms of processor time in 5 s with collectors, [0-9]+ ms without")
        .containsPattern("% of a processor, at most 0\\.5; .* MB of heap, at most 2: (met|MISSED)");
  }

  @Test
  void whoMisusesItIsTold() {
    assertThat(new Collect(out, out).run("many")).isEqualTo(2);
    assertThat(new Collect(out, out).run("0")).isEqualTo(2);
  }
}
