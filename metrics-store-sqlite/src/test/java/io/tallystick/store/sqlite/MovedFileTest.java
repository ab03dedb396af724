package io.tallystick.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.spi.WriterId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovedFileTest {
  @TempDir Path directory;

  private final Ledger ledger = new Ledger(10);

  @Test
  void aDeletedFileIsMadeAgainAtTheNextWrite() throws Exception {
    try (SqliteStore store = SqliteStore.open(path())) {
      ledger.write(store, 0, 3);
      String before = store.buckets().identity().id();
      Files.delete(path());
      ledger.write(store, 2, 4);

      assertThat(Ledger.sumIn(store)).isEqualTo(ledger.sumOf(2) + ledger.sumOf(3));
      assertThat(store.buckets().identity().id()).isNotEqualTo(before);
      assertThat(store.quarantined()).isZero();
    }
    assertOpensWith(ledger.sumOf(2) + ledger.sumOf(3));
  }

  @Test
  void anOutcomeNamesTheStoreThatTookIt() throws Exception {
    try (SqliteStore store = SqliteStore.open(path())) {
      String before = store.buckets().write(ledger.batch(0)).storeId();
      assertThat(store.buckets().write(ledger.batch(1)).storeId()).isEqualTo(before);
      Files.delete(path());

      assertThat(store.buckets().write(ledger.batch(2)).storeId()).isNotEqualTo(before);
    }
  }

  @Test
  void aDirectoryThatWasDeletedIsMadeAgain() throws Exception {
    try (SqliteStore store = SqliteStore.open(path())) {
      ledger.write(store, 0, 1);
      for (Path file : files()) {
        Files.delete(file);
      }
      Files.delete(path().getParent());
      ledger.write(store, 1, 2);

      assertThat(Ledger.sumIn(store)).isEqualTo(ledger.sumOf(1));
    }
    assertOpensWith(ledger.sumOf(1));
  }

  @Test
  void aReplacedFileIsTakenAsItIsWithoutTheOldOnesLog() throws Exception {
    Path backup = directory.resolve("backup.db");
    try (SqliteStore other = SqliteStore.open(backup)) {
      ledger.write(other, 0, 2);
    }
    try (SqliteStore store = SqliteStore.open(path())) {
      ledger.write(store, 10, 20);
      Files.move(backup, path(), StandardCopyOption.REPLACE_EXISTING);
      ledger.write(store, 2, 3);

      assertThat(Ledger.sumIn(store)).isEqualTo(ledger.sumUntil(3));
      assertThat(store.quarantined()).isZero();
    }
    assertOpensWith(ledger.sumUntil(3));
  }

  @Test
  void aLogThatWasDeletedCostsNothing() throws Exception {
    try (SqliteStore store = SqliteStore.open(path())) {
      ledger.write(store, 0, 3);
      Files.delete(path().resolveSibling("metrics.db-wal"));
      Files.delete(path().resolveSibling("metrics.db-shm"));
      ledger.write(store, 3, 4);

      assertThat(Ledger.sumIn(store)).isEqualTo(ledger.sumUntil(4));
    }
    assertOpensWith(ledger.sumUntil(4));
  }

  @Test
  void twoStoresFindTheSameNewFileWhenItWasDeleted() throws Exception {
    Ledger others = new Ledger(new WriterId(3, 4), 10);
    try (SqliteStore first = SqliteStore.open(path());
        SqliteStore second = SqliteStore.open(path())) {
      ledger.write(first, 0, 3);
      others.write(second, 0, 3);
      Files.delete(path());
      ledger.write(first, 3, 4);
      others.write(second, 3, 4);

      assertThat(Ledger.sumIn(first)).isEqualTo(2 * ledger.sumOf(3));
      assertThat(Ledger.sumIn(second)).isEqualTo(2 * ledger.sumOf(3));
    }
    assertOpensWith(2 * ledger.sumOf(3));
  }

  @Test
  void whoOnlyReadsFindsTheFileThatIsThereNow() throws Exception {
    try (SqliteStore store = SqliteStore.open(path())) {
      ledger.write(store, 0, 3);
      Files.delete(path());

      assertThat(Ledger.sumIn(store)).isZero();
    }
    assertOpensWith(0);
  }

  private Path path() {
    return directory.resolve("data/metrics.db");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(path().getParent())) {
      return files.toList();
    }
  }

  private void assertOpensWith(long sum) {
    try (SqliteStore store = SqliteStore.open(path())) {
      assertThat(Ledger.sumIn(store)).isEqualTo(sum);
      assertThat(store.quarantined()).isZero();
    }
  }
}
