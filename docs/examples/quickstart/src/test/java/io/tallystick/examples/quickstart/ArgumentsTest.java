package io.tallystick.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
  @Test
  void withoutAnyItListensOn8080AndKeepsItsFilesInADirectoryOfItsOwn() {
    assertThat(Arguments.of()).isEqualTo(new Arguments(8_080, Path.of("quickstart-data"), true));
  }

  @Test
  void allOfThemAreTold() {
    assertThat(Arguments.of("--no-load", "--port", "0", "--data", "elsewhere/shop"))
        .isEqualTo(new Arguments(0, Path.of("elsewhere/shop"), false));
  }

  @ParameterizedTest
  @CsvSource({
    "--port x, 'The port is x: give a number from 0, for any that is free, to 65535.'",
    "--port 65536, 'The port is 65536: give a number from 0, for any that is free, to 65535.'",
    "--port, The option --port needs a value behind it.",
    "--colour, There is no option --colour."
  })
  void whatCannotWorkIsSaidInASentence(String words, String sentence) {
    assertThatThrownBy(() -> Arguments.of(words.split(" ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }
}
