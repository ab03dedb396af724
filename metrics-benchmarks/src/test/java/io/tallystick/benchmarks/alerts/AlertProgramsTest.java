package io.tallystick.benchmarks.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of values is run through a rule. */
class AlertProgramsTest {
  private static final long MINUTE = 60_000;
  private static final int JUMP = 150;

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private Path values;

  @BeforeEach
  void write() throws IOException {
    Random random = new Random(5);
    StringBuilder lines = new StringBuilder("series,epoch_ms,value\n");
    for (int i = 0; i < 200; i++) {
      lines.append("quiet,").append(i * MINUTE).append(',').append(100 + random.nextInt(9));
      lines.append("\njumps, twice,").append(i * MINUTE).append(',');
      lines.append(i % 50 == 7 ? "" : "" + ((i < JUMP ? 100 : 300) + random.nextInt(9)));
      lines.append('\n');
    }
    values = Files.writeString(folder.resolve("values.csv"), lines);
  }

  private int run(String... arguments) {
    return new AlertPrograms(print(out), print(errors)).run(arguments);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aSpikeRuleFiresAtTheValueWithWhichItJumped() {
    assertThat(run("replay", values.toString())).isZero();

    assertThat(printed().lines())
        .hasSize(2)
        .startsWith("series,epoch_ms")
        .last()
        .isIn("jumps, twice," + JUMP * MINUTE, "jumps, twice," + (JUMP + 1) * MINUTE);
  }

  @Test
  void aRuleIsGivenAsTextOrInAFile() throws IOException {
    String rule =
        "{\"name\":\"a\",\"type\":\"metric\",\"metric\":\"a.b\",\"threshold_value\":250,"
            + "\"window_minutes\":3}";
    Path file = Files.writeString(folder.resolve("rule.json"), rule);

    assertThat(run("replay", values.toString(), "--rule", rule)).isZero();
    String byText = printed();
    out.reset();
    assertThat(run("replay", values.toString(), "--rule", file.toString())).isZero();

    assertThat(printed()).isEqualTo(byText);
    assertThat(byText.lines()).containsExactly("series,epoch_ms", "jumps, twice," + 152 * MINUTE);
  }

  @Test
  void whatCannotBeReadIsSaidWithItsLine() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.csv"), "a,1,2\na,x,3\n");

    assertThat(run("replay", broken.toString())).isEqualTo(2);
    assertThat(errors.toString(StandardCharsets.UTF_8)).contains("Line 2 is a,x,3: give series");
    assertThat(run("replay", values.toString(), "--rule", "{}")).isEqualTo(2);
    assertThat(run("replay", folder.resolve("none.csv").toString())).isEqualTo(2);
    assertThat(run("replay")).isEqualTo(2);
    assertThat(run("")).isEqualTo(2);
  }
}
