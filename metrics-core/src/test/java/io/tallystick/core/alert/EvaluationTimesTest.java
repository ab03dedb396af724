package io.tallystick.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.memory.InMemoryBackend;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who takes over goes on where the last one was. */
class EvaluationTimesTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final InMemoryBackend backend = InMemoryBackend.create();

  @AfterEach
  void close() {
    backend.close();
  }

  private EvaluationTimes times() {
    EvaluationTimes times = new EvaluationTimes(backend.control(), MINUTE);
    times.takeOver();
    return times;
  }

  private static Instant after(int minutes) {
    return TEN.plus(MINUTE.multipliedBy(minutes));
  }

  @Test
  void whatSomebodyNotedAfterOneLookedIsNoObstacle() {
    EvaluationTimes paused = times();
    paused.done(after(1));
    EvaluationTimes successor = times();
    paused.done(after(2)); // it woke up, and nothing was to be kept of that minute

    successor.done(after(2));
    successor.done(after(3));

    assertThat(times().through()).isEqualTo(after(3));
  }

  @Test
  void whoWakesUpLateTakesNothingBack() {
    EvaluationTimes paused = times();
    paused.done(after(1));
    EvaluationTimes successor = times();
    successor.done(after(2));
    successor.done(after(3));

    paused.done(after(2));

    assertThat(times().through()).isEqualTo(after(3));
  }

  @Test
  void tenMinutesAreMadeUpForAndNoMore() {
    EvaluationTimes times = times();
    times.done(after(0));

    assertThat(times.due(after(5).plusSeconds(15)))
        .containsExactly(after(1), after(2), after(3), after(4), after(5));
    assertThat(times.due(after(60).plusSeconds(15)))
        .hasSize(11)
        .startsWith(after(50))
        .endsWith(after(60));
  }

  @Test
  void aClockThatIsAFewMinutesAheadOfAnotherEvaluatesNothingTwice() {
    EvaluationTimes times = times();
    times.done(after(10));

    assertThat(times.due(after(8).plusSeconds(15))).isEmpty();
    assertThat(times.due(after(5).plusSeconds(15))).containsExactly(after(5));
  }
}
