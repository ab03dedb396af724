package io.tallystick.core.memory;

import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageBackendContract;

class InMemoryContractTest extends StorageBackendContract {
  @Override
  protected StorageBackend openEmpty() {
    return InMemoryBackend.create();
  }
}
