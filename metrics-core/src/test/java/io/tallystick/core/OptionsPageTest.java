package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptionsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "options.md");

  @Test
  void thePageSaysWhatTheTableSays() throws IOException {
    String generated = OptionsPage.page();
    if (Boolean.getBoolean(OptionsPage.WRITE)) {
      Files.writeString(PAGE, generated);
    }
    String stored = Files.exists(PAGE) ? Files.readString(PAGE) : "";

    // A checkout may have turned the line ends.
    assertThat(stored.replace("\r\n", "\n"))
        .as("docs/options.md is not what the table says; run: " + OptionsPage.COMMAND)
        .isEqualTo(generated);
  }

  @ParameterizedTest
  @MethodSource("io.tallystick.core.OptionTest#options")
  void everyOptionHasOneRow(Option<?> option) {
    assertThat(OptionsPage.page().lines().filter(line -> line.startsWith("| `" + option + "` |")))
        .singleElement()
        .satisfies(row -> assertThat(row).contains(option.type().rule(), option.meaning()));
  }
}
