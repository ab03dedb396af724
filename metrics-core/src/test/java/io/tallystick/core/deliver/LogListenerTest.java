package io.tallystick.core.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.deliver.AlertMessage.Transition;
import io.tallystick.core.record.LogLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An alert is one line of the log. */
class LogListenerTest {
  private final LogListener listener = new LogListener();

  @Test
  void aLineSaysWhatHappenedWhereAndSinceWhen() {
    listener.alert(Messages.firing("e1"));

    assertThat(LogLines.take("io.tallystick.core.deliver"))
        .containsExactly(
            "WARN Alert firing (critical) Many errors {route_id=GET /api/segments}: "
                + Messages.TEXT
                + " [event e1, since 2026-03-01T10:02:00Z] https://console.example.com/alerts/r1");
  }

  @Test
  void whateverNamesHoldItStaysOneLine() {
    String evil = "{} a\r\nERROR forged\u001b[31m\u2028\u202e\u0085b";
    listener.alert(Messages.message("e1", Transition.FIRING, evil, evil));

    assertThat(LogLines.take("io.tallystick.core.deliver"))
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .contains("{} a\\r\\nERROR forged\\u001b[31m\\u2028\\u202e\\u0085b")
                    .matches("\\P{Cntrl}+"));
  }

  @ParameterizedTest
  @EnumSource
  void onlyWhatIsOverAndTestsAreNoWarnings(Transition transition) {
    listener.alert(Messages.message("e1", transition, "Many errors", "Something."));

    boolean isQuiet = transition == Transition.RESOLVED || transition == Transition.TEST;
    assertThat(LogLines.take("io.tallystick.core.deliver")).hasSize(isQuiet ? 0 : 1);
  }
}
