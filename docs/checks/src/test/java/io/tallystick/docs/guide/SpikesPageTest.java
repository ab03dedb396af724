package io.tallystick.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.spike.SpikeDetector;
import io.tallystick.core.spike.SpikeSettings;
import io.tallystick.core.spike.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the page on spikes shows. */
class SpikesPageTest {
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  private final long hourStart = Instant.parse("2026-03-01T09:00:00Z").toEpochMilli();
  private final double meanPerMinute = 100;
  private final long minuteStart = Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();
  private final double value = 100;
  private final double samples = 100;

  @Test
  void aSeriesThatDoublesIsASpikeInTheSecondMinute() {
    SpikeDetector detector = new SpikeDetector(SpikeSettings.standard());
    detector.learn(hourStart, 3_600_000, meanPerMinute); // former days, as far as there are any
    Verdict verdict = detector.next(minuteStart, value, samples); // then each minute

    assertThat(verdict.state()).isEqualTo(Verdict.State.UNKNOWN);
    for (int minute = 1; minute < 30; minute++) {
      verdict = detector.next(minuteStart + minute * MINUTE, value + minute % 3, samples);
    }
    assertThat(verdict.state()).isEqualTo(Verdict.State.QUIET);
    detector.next(minuteStart + 30 * MINUTE, 2 * value, samples);
    verdict = detector.next(minuteStart + 31 * MINUTE, 2 * value, samples);
    assertThat(verdict.state()).isEqualTo(Verdict.State.SPIKE);
    assertThat(verdict.expected()).isBetween(95.0, 105.0);
    assertThat(verdict.upper()).isLessThan(200);
  }
}
