package io.tallystick.core.memory;

import io.tallystick.spi.FoldingContract;
import io.tallystick.spi.StorageBackend;

class InMemoryFoldingTest extends FoldingContract {
  @Override
  protected StorageBackend openEmpty() {
    return InMemoryBackend.create();
  }
}
