package io.tallystick.examples.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptHostTest {
  @TempDir private Path data;

  @Test
  void itsSamplesRunOnceAndAreRecordedByTenant() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    ScriptHost.run(
        Arguments.of("scripts", "--once", "--port", "0", "--data", data.toString()),
        new PrintStream(printed, true, StandardCharsets.UTF_8));

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .startsWith("The console: http://127.0.0.1:")
        .contains("acme/endless.lua stopped: The script took more than 500000 steps.")
        .contains("acme/invoices.lua completed: accepted")
        .contains("globex/orders.js completed: refused: tag_key_denied: ")
        .contains("acme recorded user.invoice.sent{type=pdf} 2")
        .contains("globex recorded user.orders.taken{channel=web} 2")
        .doesNotContain("email}");
  }

  @Test
  void whatTheProgramDoesNotKnowIsAnErrorThatSaysSo() {
    assertThatThrownBy(() -> Arguments.of("scripts", "--often"))
        .hasMessage("There is no option --often.");
    assertThatThrownBy(Arguments::of).hasMessageContaining("Which directory");
    assertThatThrownBy(() -> Arguments.of("scripts", "--port", "65536"))
        .hasMessageContaining("from 0 to 65535");
  }
}
