package io.tallystick.core.query;

import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.spi.StorageBackend;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Asked at the very moment at which an hour begins, on the day on which clocks are turned. */
class AtTheHourQuestionsTest extends QuestionsContract {
  @Override
  protected StorageBackend openEmpty() {
    Clock hour = Clock.fixed(Instant.parse("2026-11-01T06:00:00Z"), ZoneOffset.UTC);
    return InMemoryBackend.with(hour, ZoneId.of("America/New_York"), 100_000);
  }
}
