package io.tallystick.benchmarks.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short form; the jar's command {@code explosion} runs the long one. */
class ExplosionTest {
  private static final String TAG_SETS = "300000";

  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final Explosion explosion =
      new Explosion(new PrintStream(errors, true, StandardCharsets.UTF_8));

  @ParameterizedTest
  @EnumSource(Flood.class)
  @Tag("slow")
  void aRuntimeSurvivesAFloodInLittleHeapAndEverySumIsExact(Flood flood) {
    assertThat(explosion.run(flood.name(), TAG_SETS)).as("exit code").isZero();
  }

  @Test
  @Tag("slow")
  void aFloodThatRecordsNothingIsNotTakenForExact() {
    assertThat(explosion.run("counters", "0")).isEqualTo(1);
    assertThat(errors.toString(StandardCharsets.UTF_8)).contains("counters ended with 1");
  }

  @Test
  void whoMisusesItIsToldWhatThereIs() {
    assertThat(explosion.run("kittens")).isEqualTo(2);
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .contains("counters|histograms|names|tenants");
  }
}
