package io.tallystick.core.query;

import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.spi.StorageBackend;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same, asked at moments and of stores in zones where answers were wrong once, or may be. */
class ManyMomentsQuestionsTest {
  @ParameterizedTest
  @CsvSource({
    "2026-12-04T11:19:47.747Z, Asia/Kathmandu",
    "2026-06-09T07:29:46.632Z, Asia/Kolkata",
    "2026-02-20T11:35:55.906Z, Asia/Kathmandu",
    "2026-10-24T01:51:00.843Z, Australia/Adelaide",
    "2026-03-29T01:00:00.000Z, Europe/Berlin",
    "2026-03-08T07:30:00.001Z, America/New_York",
    "2026-03-01T00:00:00.000Z, UTC",
    "2026-12-31T23:59:59.999Z, Pacific/Chatham"
  })
  void randomQuestionsHaveTheAnswersThatEveryValueGives(Instant now, ZoneId storeZone) {
    QuestionsContract questions = new OfMoment(now, storeZone);
    questions.openReader();
    try {
      questions.randomQuestionsHaveTheAnswersThatEveryValueGives();
    } finally {
      questions.closeReader();
    }
  }

  private static final class OfMoment extends QuestionsContract {
    private final Instant now;
    private final ZoneId storeZone;

    OfMoment(Instant now, ZoneId storeZone) {
      this.now = now;
      this.storeZone = storeZone;
    }

    @Override
    protected StorageBackend openEmpty() {
      return InMemoryBackend.with(Clock.fixed(now, ZoneOffset.UTC), storeZone, 100_000);
    }
  }
}
