package io.tallystick.core.memory;

import io.tallystick.spi.BucketStoreContract;
import io.tallystick.spi.StorageBackend;

class InMemoryBucketStoreTest extends BucketStoreContract {
  @Override
  protected StorageBackend openEmpty() {
    return InMemoryBackend.create();
  }
}
