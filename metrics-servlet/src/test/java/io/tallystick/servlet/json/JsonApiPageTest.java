package io.tallystick.servlet.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class JsonApiPageTest {
  private static final Path PAGE = Path.of("..", "docs", "json-api.md");

  @Test
  void thePageSaysWhatTheApiAnswers() throws IOException {
    String generated = JsonApiPage.page();
    if (Boolean.getBoolean(JsonApiPage.WRITE)) {
      Files.writeString(PAGE, generated);
    }
    String stored = Files.exists(PAGE) ? Files.readString(PAGE) : "";

    // A checkout may have turned the line ends.
    assertThat(stored.replace("\r\n", "\n"))
        .as("docs/json-api.md is not what the API answers; run: " + JsonApiPage.COMMAND)
        .isEqualTo(generated);
  }
}
