package io.tallystick.store.sqlite;

import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageBackendContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreContractTest extends StorageBackendContract {
  @TempDir Path directory;

  @Override
  protected StorageBackend openEmpty() {
    return SqliteStore.open(directory.resolve("metrics.db"));
  }
}
