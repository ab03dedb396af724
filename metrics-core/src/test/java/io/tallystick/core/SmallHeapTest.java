package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallHeapTest {
  @ParameterizedTest
  @ValueSource(strings = {"kept", "away"})
  @Tag("slow")
  void aRuntimeWithAllSeriesItMayHaveLivesInLittleHeapWhateverTheStoreDoes(String store)
      throws Exception {
    // Surefire may hand over a jar that only names the others, so it is asked for the list.
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                classPath,
                SmallHeapProgram.class.getName(),
                store)
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
  }
}
