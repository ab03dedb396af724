package io.tallystick.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
  @Test
  void withoutAnyItListensOn8080AndKeepsItsFilesInADirectoryOfItsOwn() {
    assertThat(Arguments.of())
        .isEqualTo(
            new Arguments(
                InetAddress.getLoopbackAddress(), 8_080, Path.of("quickstart-data"), true, null));
  }

  @Test
  void allOfThemAreTold() throws IOException {
    String words =
        "--no-load --port 0 --data elsewhere/shop --host 0.0.0.0 --token-file secrets/token";

    assertThat(Arguments.of(words.split(" ")))
        .isEqualTo(
            new Arguments(
                InetAddress.getByName("0.0.0.0"),
                0,
                Path.of("elsewhere/shop"),
                false,
                Path.of("secrets/token")));
  }

  @Test
  void aTokenIsReadFromItsFileWithoutTheLineEnd(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "0123456789abcdef\n");

    assertThat(Arguments.of("--token-file", file.toString()).token()).hasValue("0123456789abcdef");
    assertThat(Arguments.of().token()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "--port x, 'The port is x: give a number from 0, for any that is free, to 65535.'",
    "--port 65536, 'The port is 65536: give a number from 0, for any that is free, to 65535.'",
    "--port, The option --port needs a value behind it.",
    "--host shop, 'The host is shop: give an address in numbers, such as 127.0.0.1 or 0.0.0.0.'",
    "--host 1.2.3.4.5, 'The host is 1.2.3.4.5: give an address in numbers, such as 127.0.0.1 or"
        + " 0.0.0.0.'",
    "--host 0.0.0.0, At 0.0.0.0 other machines can ask: say with --token-file which token they"
        + " need.",
    "--colour, There is no option --colour."
  })
  void whatCannotWorkIsSaidInASentence(String words, String sentence) {
    assertThatThrownBy(() -> Arguments.of(words.split(" ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }
}
