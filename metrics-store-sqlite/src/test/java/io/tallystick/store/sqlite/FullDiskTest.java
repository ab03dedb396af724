package io.tallystick.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallystick.spi.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
  private static final int PAGE = 4096;

  @TempDir Path directory;

  private final Ledger ledger = new Ledger(200);
  private SmallDisk disk;

  @BeforeEach
  void mount() throws Exception {
    disk = SmallDisk.mounted(directory.resolve("disk"), "size=4m");
  }

  @AfterEach
  void unmount() throws Exception {
    disk.close();
  }

  @Test
  void whatDoesNotFitIsNotKeptInPartAndIsWrittenOnceThereIsRoom() throws Exception {
    try (SqliteStore store = SqliteStore.open(disk.path().resolve("metrics.db"))) {
      store.prepare();
      Path ballast = disk.fill(500_000);
      int taken = writeUntilRefused(store);

      assertThat(taken).isPositive();
      assertThat(Ledger.sumIn(store)).isEqualTo(ledger.sumUntil(taken));

      Files.delete(ballast);
      ledger.write(store, taken, taken + 10);

      assertThat(Ledger.sumIn(store)).isEqualTo(ledger.sumUntil(taken + 10));
      assertThat(store.quarantined()).isZero();
    }
  }

  @Test
  void theFileIsSoundAfterManyRefusals() throws Exception {
    Path path = disk.path().resolve("metrics.db");
    int written = 0;
    try (SqliteStore store = SqliteStore.open(path)) {
      store.prepare();
      for (int round = 0; round < 5; round++) {
        Path ballast = disk.fill(150_000L + round * PAGE / 2);
        for (int refused = 0; refused < 5; ) {
          if (takes(store, written)) {
            written++;
          } else {
            refused++;
          }
        }
        Files.delete(ballast);
        assertThat(ledger.writeStubbornly(store, written)).isZero();
        written++;
      }
    }
    try (SqliteStore store = SqliteStore.open(path)) {
      assertThat(Ledger.sumIn(store)).isEqualTo(ledger.sumUntil(written));
      assertThat(store.quarantined()).isZero();
    }
  }

  @Test
  void aStoreDoesNotBeginOnAFullDiskAndBeginsOnceThereIsRoom() throws Exception {
    Path ballast = disk.fill(0);
    try (SqliteStore store = SqliteStore.open(disk.path().resolve("metrics.db"))) {
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(store::prepare)
          .withMessageContainingAll("metrics.db", "full", "free some space")
          .matches(StorageException::canRetry);

      Files.delete(ballast);
      ledger.write(store, 0, 1);

      assertThat(Ledger.sumIn(store)).isEqualTo(ledger.sumOf(0));
      assertThat(store.quarantined()).isZero();
    }
  }

  private int writeUntilRefused(SqliteStore store) {
    int minute = 0;
    while (takes(store, minute)) {
      minute++;
    }
    return minute;
  }

  private boolean takes(SqliteStore store, int minute) {
    try {
      store.buckets().write(ledger.batch(minute));
      return true;
    } catch (StorageException e) {
      assertThat(e.canRetry()).as(e.getMessage()).isTrue();
      return false;
    }
  }
}
