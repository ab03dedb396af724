package io.tallystick.examples.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.examples.scripts.ScriptOutcome.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who waits for whom. */
class ScriptRunnerTest {
  private static final long WITHOUT_END = Long.MAX_VALUE / 2;

  private static String endless(ScriptLanguage language) {
    return language == ScriptLanguage.LUA ? "while true do end" : "for (;;);";
  }

  private static String count(ScriptLanguage language) {
    return language == ScriptLanguage.LUA
        ? "return helpers.metrics.count('orders.sent')"
        : "helpers.metrics.count('orders.sent')";
  }

  @ParameterizedTest
  @EnumSource(ScriptLanguage.class)
  void othersGoOnWhileAScriptOfOneTenantSpins(ScriptLanguage language) {
    ScriptLimits limits = ScriptLimits.standard().steps(WITHOUT_END).time(Duration.ofSeconds(15));
    try (Scripts scripts = new Scripts(limits)) {
      CompletableFuture<ScriptOutcome> spinning =
          scripts.start("acme", language, endless(language));
      for (int i = 0; i < 10; i++) {
        assertThat(Scripts.outcome(scripts.start("globex", language, count(language))))
            .hasToString("completed: accepted");
      }

      assertThat(spinning).isNotDone();
      assertThat(scripts.counted("globex", "orders.sent")).isEqualTo(10);
      assertThat(Scripts.outcome(spinning))
          .isEqualTo(ScriptOutcome.stopped("The script took longer than 15000 ms."));
    }
  }

  @ParameterizedTest
  @EnumSource(ScriptLanguage.class)
  void moreScriptsOfATenantThanMayWaitAreRefused(ScriptLanguage language) {
    ScriptLimits limits =
        ScriptLimits.standard().steps(WITHOUT_END).time(Duration.ofSeconds(5)).waiting(3);
    try (Scripts scripts = new Scripts(limits)) {
      scripts.start("acme", language, endless(language));
      List<CompletableFuture<ScriptOutcome>> sent =
          IntStream.range(0, 5)
              .mapToObj(i -> scripts.start("acme", language, count(language)))
              .toList();

      assertThat(sent.stream().map(Scripts::outcome).map(ScriptOutcome::status))
          .containsExactly(
              Status.COMPLETED, Status.COMPLETED, Status.COMPLETED, Status.REFUSED, Status.REFUSED);
      assertThat(scripts.counted("acme", "orders.sent")).isEqualTo(3);
    }
  }
}
