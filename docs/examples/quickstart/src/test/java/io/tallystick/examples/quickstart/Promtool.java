package io.tallystick.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Prometheus's own tool. */
final class Promtool {
  private static final long PATIENCE_SECONDS = 60;

  /** What it said, and how it ended. */
  record Answer(int status, String said) {}

  private Promtool() {}

  /** Tests that need a program do not run without; CI has the package prometheus with both. */
  static void requireInstalled(String program) {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(place -> Files.isExecutable(Path.of(place, program))),
        program + " is not there: CI installs the package prometheus");
  }

  static Answer run(Path where, String... words) throws IOException, InterruptedException {
    requireInstalled("promtool");
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(said).isTrue();
    return new Answer(process.exitValue(), said);
  }

  /** Whether all of them can be parsed: each as a recording rule of its own. */
  static Answer parse(Path where, List<String> expressions)
      throws IOException, InterruptedException {
    List<Map<String, String>> rules = new ArrayList<>();
    for (int i = 0; i < expressions.size(); i++) {
      rules.add(Map.of("record", "asked:number" + i, "expr", expressions.get(i)));
    }
    Path file = where.resolve("asked.yml");
    Files.writeString(
        file, Yaml.text(Map.of("groups", List.of(Map.of("name", "asked", "rules", rules)))));
    return run(where, "check", "rules", file.toString());
  }
}
