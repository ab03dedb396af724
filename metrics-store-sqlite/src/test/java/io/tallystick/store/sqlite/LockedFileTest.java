package io.tallystick.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallystick.spi.StorageException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockedFileTest {
  @TempDir Path directory;

  private final Ledger ledger = new Ledger(10);

  @Test
  @Tag("slow")
  void aWriteWaitsForALockNotForEverAndComesThroughOnceItIsGone() throws Exception {
    Path path = directory.resolve("metrics.db");
    try (SqliteStore store = SqliteStore.open(path)) {
      ledger.write(store, 0, 1);
      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + path);
          Statement statement = other.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
        long start = System.nanoTime();

        assertThatExceptionOfType(StorageException.class)
            .isThrownBy(() -> ledger.write(store, 1, 2))
            .withMessageContainingAll(path.toString(), "locked by another process")
            .matches(StorageException::canRetry);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
            .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(50));
        assertThat(Ledger.sumIn(store)).isEqualTo(ledger.sumUntil(1));
      }
      ledger.write(store, 1, 2);

      assertThat(Ledger.sumIn(store)).isEqualTo(ledger.sumUntil(2));
    }
  }

  @Test
  void nothingIsHeldBetweenTwoWrites() throws Exception {
    Path path = directory.resolve("metrics.db");
    try (SqliteStore store = SqliteStore.open(path);
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + path + "?busy_timeout=0");
        Statement statement = other.createStatement()) {
      for (int minute = 0; minute < 3; minute++) {
        ledger.write(store, minute, minute + 1);
        statement.execute("BEGIN IMMEDIATE");
        statement.execute("ROLLBACK");
      }

      assertThat(Ledger.sumIn(store)).isEqualTo(ledger.sumUntil(3));
    }
  }
}
