package io.tallystick.core.memory;

import io.tallystick.core.testing.ForwardingBackend;
import io.tallystick.spi.RequestTable;
import io.tallystick.spi.RequestTableContract;
import io.tallystick.spi.StorageBackend;
import java.util.Optional;

/** A backend without the optional door passes its contract, and no test of it is skipped. */
class NoRequestTableContractTest extends RequestTableContract {
  @Override
  protected StorageBackend openEmpty() {
    return new ForwardingBackend(InMemoryBackend.create()) {
      @Override
      public Optional<RequestTable> requests() {
        return Optional.empty();
      }
    };
  }
}
