package io.tallystick.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.tallystick.spi.Fold;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.Mark;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterActivity;
import io.tallystick.spi.WriterId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {
  @TempDir Path directory;

  private final Ledger ledger = new Ledger(50);

  @Test
  void whatWasWrittenIsThereWhenTheFileIsOpenedAgain() {
    try (SqliteStore store = SqliteStore.open(path())) {
      ledger.write(store, 0, 3);
    }
    try (SqliteStore store = SqliteStore.open(path().toString())) {
      assertThat(Ledger.sumIn(store)).isEqualTo(ledger.sumUntil(3));
    }
  }

  @Test
  void whoWroteIsKnownWhenTheFileIsOpenedAgain() {
    WriterId other = new WriterId(3, 4);
    try (SqliteStore store = SqliteStore.open(path())) {
      ledger.write(store, 0, 1);
      new Ledger(other, 1).write(store, 0, 1);
    }
    try (SqliteStore store = SqliteStore.open(path())) {
      assertThat(store.buckets().writers(Instant.EPOCH, 10))
          .extracting(WriterActivity::writer)
          .containsExactlyInAnyOrder(ledger.writer(), other);
      assertThat(store.buckets().writers(Instant.now().plusSeconds(3_600), 10)).isEmpty();
    }
  }

  @Test
  void aFileKeepsItsNameAndItsZoneFromTheDayItIsMade() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    String made;
    try (SqliteStore store = SqliteStore.open(SqliteOptions.at(path()).withZone(berlin))) {
      made = store.buckets().identity().id();
    }
    try (SqliteStore store = SqliteStore.open(path())) {
      assertThat(store.buckets().identity().zone()).isEqualTo(berlin);
      assertThat(store.buckets().identity().id()).isEqualTo(made);
    }
  }

  @Test
  void closingLeavesTheDatabaseAndTheEmptyLockBesideIt() throws Exception {
    try (SqliteStore store = SqliteStore.open(path())) {
      ledger.write(store, 0, 3);
      Ledger.sumIn(store);
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files)
          .extracting(file -> file.getFileName().toString())
          .containsExactlyInAnyOrder("metrics.db", "metrics.db-lock");
    }
    assertThat(directory.resolve("metrics.db-lock")).isEmptyFile();
  }

  @Test
  void writesThatWaitForTheDiskKeepTheSame() {
    try (SqliteStore store = SqliteStore.open(SqliteOptions.at(path()).withFullSync(true))) {
      ledger.write(store, 0, 3);

      assertThat(Ledger.sumIn(store)).isEqualTo(ledger.sumUntil(3));
    }
  }

  @Test
  void storesThatBeginTogetherMakeOneFileAndLoseNothing() throws Exception {
    int stores = 4;
    ExecutorService threads = Executors.newFixedThreadPool(stores);
    try {
      List<Future<?>> running =
          IntStream.range(0, stores)
              .<Future<?>>mapToObj(each -> threads.submit(() -> writeAs(each)))
              .toList();
      for (Future<?> each : running) {
        each.get(1, TimeUnit.MINUTES);
      }
    } finally {
      threads.shutdownNow();
    }
    try (SqliteStore store = SqliteStore.open(path())) {
      assertThat(Ledger.sumIn(store)).isEqualTo(stores * ledger.sumUntil(5));
      assertThat(store.quarantined()).isZero();
    }
  }

  private void writeAs(int writer) {
    Ledger mine = new Ledger(new WriterId(7, writer), 50);
    try (SqliteStore store = SqliteStore.open(path())) {
      for (int minute = 0; minute < 5; minute++) {
        mine.writeStubbornly(store, minute);
      }
    }
  }

  @Test
  void aPurgeGivesRoomBackToTheDisk() throws Exception {
    Ledger large = new Ledger(500);
    try (SqliteStore store = SqliteStore.open(path())) {
      large.write(store, 0, 60);
    }
    long before = Files.size(path());
    try (SqliteStore store = SqliteStore.open(path())) {
      purgeMinutes(store);
      assertThat(Ledger.sumIn(store)).isZero();
    }
    assertThat(Files.size(path())).isLessThan(before / 2);
  }

  private static void purgeMinutes(SqliteStore store) {
    WriterId janitor = WriterId.random();
    Lease lease = store.control().acquire("janitor", janitor, Duration.ofHours(1)).orElseThrow();
    TimeRange all = new TimeRange(Ledger.START, Ledger.START.plus(Duration.ofDays(1)));
    for (Mark mark : store.buckets().marks(Granularity.FIVE_MINUTES, all, 1_000)) {
      store.buckets().fold(lease, new Fold(mark.target(), mark.window(), List.of(), List.of(mark)));
    }
    int removed = 1;
    while (removed > 0) {
      removed = store.buckets().purge(lease, Granularity.MINUTE, all.to(), 5_000).removed();
    }
  }

  @Test
  void anotherCopyOfSqliteInThisProcessIsKeptOffTheFile() throws Exception {
    Path target = directory.toRealPath().resolve("metrics.db");
    DriverCopies.claim(target, "another");
    try (SqliteStore store = SqliteStore.open(path())) {
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(store::prepare)
          .withMessageContainingAll(target.toString(), "another copy of sqlite-jdbc")
          .matches(StorageException::canRetry);
      DriverCopies.release(target, "another");

      assertThatNoException().isThrownBy(store::prepare);
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> DriverCopies.claim(target, "another"));
    }
    assertThatNoException().isThrownBy(() -> DriverCopies.claim(target, "another"));
    DriverCopies.release(target, "another");
  }

  private Path path() {
    return directory.resolve("metrics.db");
  }
}
