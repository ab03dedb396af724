package io.tallystick.examples.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the page shows is what runs. */
class ScriptsPageTest {
  private static List<String> blocks(String language) throws IOException {
    String page = Files.readString(Path.of("../../scripts.md"));
    Pattern block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL);
    return block.matcher(page).results().map(found -> found.group(1)).toList();
  }

  @Test
  void itsScriptsRunAndAreAccepted() throws IOException {
    try (Scripts scripts = new Scripts(ScriptLimits.standard())) {
      assertThat(blocks("lua"))
          .isNotEmpty()
          .allSatisfy(text -> assertThat(scripts.lua(text)).hasToString("completed: accepted"));
      assertThat(blocks("js"))
          .isNotEmpty()
          .allSatisfy(text -> assertThat(scripts.js(text)).hasToString("completed: accepted"));
      assertThat(scripts.counted("acme", "invoice.sent")).isEqualTo(6);
    }
  }

  @Test
  void itsJavaIsInTheSources() throws IOException {
    StringBuilder sources = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sources.append(Files.readString(file));
      }
    }
    String all = sources.toString().replaceAll("\\s+", "");

    assertThat(blocks("java"))
        .isNotEmpty()
        .allSatisfy(block -> assertThat(all).contains(block.replaceAll("\\s+", "")));
  }
}
