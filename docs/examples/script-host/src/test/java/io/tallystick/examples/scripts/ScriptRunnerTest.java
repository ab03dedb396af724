package io.tallystick.examples.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.examples.scripts.ScriptOutcome.Status;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who waits for whom. */
class ScriptRunnerTest {
  private static final long WITHOUT_END = Long.MAX_VALUE / 2;
  private static final int POINTS_A_MINUTE = 120;

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

  private static String flood(ScriptLanguage language) {
    return language == ScriptLanguage.LUA
        ? "local last for i = 1, 20000 do last = helpers.metrics.count('flood.sent') end return last"
        : "let last; for (let i = 0; i < 20000; i++) last = helpers.metrics.count('flood.sent'); last";
  }

  @ParameterizedTest
  @EnumSource(ScriptLanguage.class)
  void aFloodOfOneTenantMeetsItsLimitAndTakesNothingFromAnother(ScriptLanguage language) {
    MetricsRuntime runtime =
        MetricsRuntime.builder()
            .installed(false)
            .collectionOff(Set.of("all"))
            .limitTenantPointsPerMinute(POINTS_A_MINUTE)
            .build()
            .start();
    ScriptLimits limits = ScriptLimits.standard().steps(WITHOUT_END).time(Duration.ofMinutes(1));
    try (Scripts scripts = new Scripts(runtime, limits)) {
      long began = System.nanoTime();
      CompletableFuture<ScriptOutcome> flooding = scripts.start("acme", language, flood(language));
      for (int i = 0; i < 20; i++) {
        assertThat(Scripts.outcome(scripts.start("globex", language, count(language))))
            .hasToString("completed: accepted");
      }

      assertThat(Scripts.outcome(flooding).toString())
          .startsWith("completed: refused: ")
          .contains(Integer.toString(POINTS_A_MINUTE));
      long minutesTouched = Duration.ofNanos(System.nanoTime() - began).toMinutes() + 2;
      assertThat(scripts.counted("acme", "flood.sent"))
          .isBetween((double) POINTS_A_MINUTE, (double) POINTS_A_MINUTE * minutesTouched);
      assertThat(scripts.counted("globex", "orders.sent")).isEqualTo(20);
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
