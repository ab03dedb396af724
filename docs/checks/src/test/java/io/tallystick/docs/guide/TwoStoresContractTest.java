package io.tallystick.docs.guide;

import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageBackendContract;

class TwoStoresContractTest extends StorageBackendContract {
  @Override
  protected StorageBackend openEmpty() {
    return new TwoStores(InMemoryBackend.create(), InMemoryBackend.create());
  }
}
