package io.tallystick.core.memory;

import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageBackendContract;
import java.time.Clock;
import java.time.ZoneId;

/** In a zone whose days begin at no full hour. */
class InMemoryInAZoneTest extends StorageBackendContract {
  @Override
  protected StorageBackend openEmpty() {
    return InMemoryBackend.with(Clock.systemUTC(), ZoneId.of("Asia/Kathmandu"), 10_000);
  }
}
