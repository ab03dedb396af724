package io.tallystick.store.sqlite;

import io.tallystick.spi.BucketStoreContract;
import io.tallystick.spi.StorageBackend;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteBucketStoreTest extends BucketStoreContract {
  @TempDir Path directory;

  @Override
  protected StorageBackend openEmpty() {
    return SqliteStore.open(directory.resolve("metrics.db"));
  }
}
