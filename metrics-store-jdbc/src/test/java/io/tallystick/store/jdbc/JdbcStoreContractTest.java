package io.tallystick.store.jdbc;

import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageBackendContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class JdbcStoreContractTest extends StorageBackendContract {
  @TempDir Path directory;

  @Override
  protected StorageBackend openEmpty() {
    return JdbcStore.on(WalSource.at(directory.resolve("metrics.db")));
  }
}
