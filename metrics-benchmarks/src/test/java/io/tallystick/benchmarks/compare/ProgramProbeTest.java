package io.tallystick.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgramProbeTest {
  private final Probe probe = new ProgramProbe(ThreeArguments.class, "counter");

  @Test
  void theLastLineOfEachContendersProgramIsItsScore() {
    Map<String, Score> scores = probe.measure("8", List.of("ours", "longAdder"), Effort.QUICK);

    assertThat(scores.get("ours").value()).isEqualTo("counter ours 8".length() + 0.5);
    assertThat(scores.get("longAdder").value()).isEqualTo("counter longAdder 8".length() + 0.5);
    assertThat(scores.get("ours").bytesPerCall()).isNaN();
  }

  @Test
  void aProgramThatFailsGivesNoScore() {
    assertThatThrownBy(() -> probe.measure("0", List.of("ours"), Effort.QUICK))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ThreeArguments ours 0 ended with 3");
  }

  /** Prints how long its arguments are, and ends with 3 for place 0. */
  public static final class ThreeArguments {
    private ThreeArguments() {}

    public static void main(String[] arguments) {
      System.out.println("something else, 7");
      System.out.println(String.join(" ", arguments).length() + 0.5);
      System.exit(arguments[2].equals("0") ? 3 : 0);
    }
  }
}
