package io.tallystick.core.query;

import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.spi.StorageBackend;
import java.time.Clock;
import java.time.ZoneId;

/** A store whose days are not those of UTC. */
class StoreInAZoneQuestionsTest extends QuestionsContract {
  @Override
  protected StorageBackend openEmpty() {
    return InMemoryBackend.with(Clock.systemUTC(), ZoneId.of("America/New_York"), 100_000);
  }
}
