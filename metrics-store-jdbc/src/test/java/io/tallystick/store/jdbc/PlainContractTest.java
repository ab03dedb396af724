package io.tallystick.store.jdbc;

import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageBackendContract;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.io.TempDir;

class PlainContractTest extends StorageBackendContract {
  @TempDir Path directory;

  @Override
  protected StorageBackend openEmpty() {
    JdbcSettings settings = new JdbcSettings(ZoneOffset.UTC, Clock.systemUTC(), "plain");
    return JdbcBackend.of(new PlainSqlite(directory.resolve("metrics.db")), settings);
  }
}
