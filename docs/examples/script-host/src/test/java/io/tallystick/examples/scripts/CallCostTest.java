package io.tallystick.examples.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The program that measures calls works; what it measures here means nothing. */
class CallCostTest {
  @Test
  void eachCallIsMeasuredBesideAnEmptyOneAndEverySampleArrives() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();

    CallCost.measure(2, 500, new PrintStream(said, true, StandardCharsets.UTF_8));

    assertThat(said.toString(StandardCharsets.UTF_8).lines())
        .hasSize(4)
        .allSatisfy(line -> assertThat(line).containsPattern("empty call +[\\d.]+ ns"))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("Lua        bare"),
            line -> assertThat(line).startsWith("Lua        one tag"),
            line -> assertThat(line).startsWith("JavaScript bare"),
            line -> assertThat(line).startsWith("JavaScript one tag"));
  }
}
