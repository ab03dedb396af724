package io.tallystick.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.tallystick.spi.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteFileTest {
  @TempDir Path directory;

  @Test
  void nothingIsMadeBeforeTheStoreIsAskedForSomething() {
    Path path = directory.resolve("metrics.db");
    SqliteStore.open(path).close();

    assertThat(path).doesNotExist();
  }

  @Test
  void missingDirectoriesAreMade() {
    Path path = directory.resolve("a/b/metrics.db");
    prepare(path);

    assertThat(path).isRegularFile();
  }

  @Test
  void nobodyElseMayReadWhatItMakes() {
    Path path = directory.resolve("metrics.db");
    try (SqliteStore store = SqliteStore.open(path)) {
      store.prepare();

      assertThat(directory)
          .isDirectoryContaining("glob:**metrics.db-wal")
          .isDirectoryContaining("glob:**metrics.db-shm");
      assertThat(path.resolveSibling("metrics.db")).satisfies(SqliteFileTest::isPrivate);
      assertThat(path.resolveSibling("metrics.db-wal")).satisfies(SqliteFileTest::isPrivate);
      assertThat(path.resolveSibling("metrics.db-shm")).satisfies(SqliteFileTest::isPrivate);
    }
  }

  private static void isPrivate(Path file) throws Exception {
    assertThat(Files.getPosixFilePermissions(file))
        .extracting(Enum::name)
        .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
  }

  @Test
  void anEmptyFileThatIsThereIsTaken() throws Exception {
    Path path = Files.createFile(directory.resolve("metrics.db"));
    prepare(path);

    assertThat(pragma(path, "auto_vacuum")).isEqualTo(2);
  }

  @Test
  void theFileIsLaidOutToGiveRoomBack() throws Exception {
    Path path = directory.resolve("metrics.db");
    prepare(path);

    assertThat(pragma(path, "page_size")).isEqualTo(4096);
    assertThat(pragma(path, "auto_vacuum")).isEqualTo(2);
  }

  @Test
  void aLinkIsFollowedWhereverItLeads() throws Exception {
    Path target = Files.createDirectory(directory.resolve("data")).resolve("real.db");
    Path link = Files.createSymbolicLink(directory.resolve("metrics.db"), target);
    prepare(link);

    assertThat(target).isRegularFile();
    assertThat(link).isSymbolicLink();
  }

  @Test
  void aDirectoryIsRefused() {
    assertRefused(directory, "it is a directory", "name a file in it");
  }

  @Test
  void aDirectoryThatCannotBeMadeIsRefused() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));

    assertRefused(file.resolve("below/metrics.db"), "cannot be made", "make it, or name a path");
  }

  @Test
  void aQuestionMarkIsRefused() {
    assertRefused(directory.resolve("metrics?.db"), "question mark", "name a path without one");
  }

  @Test
  void aDeviceIsRefused() {
    assertRefused(Path.of("/dev/null"), "a device or a pipe", "name a file");
  }

  @Test
  void aDiskThatCannotBeWrittenIsRefused() throws Exception {
    try (SmallDisk disk = SmallDisk.mounted(directory.resolve("disk"), "size=4m")) {
      Path path = disk.path().resolve("metrics.db");
      prepare(path);
      disk.remount("ro");

      assertRefused(path, "cannot be written", "let this process write there");
      assertRefused(
          path.resolveSibling("new.db"), "cannot be written", "let this process write there");
    }
  }

  @Test
  void anotherProgramsDatabaseIsRefusedAndLeftAsItIs() throws Exception {
    Path path = directory.resolve("theirs.db");
    change(path, "CREATE TABLE theirs (id INTEGER)");
    byte[] before = Files.readAllBytes(path);

    assertRefused(path, "database of another program", "name a file of its own");
    assertThat(Files.readAllBytes(path)).isEqualTo(before);
  }

  @Test
  void aNewerReleasesFileIsRefusedAndKept() throws Exception {
    Path path = directory.resolve("metrics.db");
    prepare(path);
    change(path, "UPDATE metric_store SET schema_version = 99");

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> prepare(path))
        .withMessageContaining("newer release");
    assertThat(pragma(path, "page_size")).isEqualTo(4096);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "NFS", "fuse.s3fs", "ceph"})
  void aNetworksFileSystemIsRefused(String type) {
    SqliteOptions options = SqliteOptions.at(directory.resolve("metrics.db"));
    try (SqliteStore store =
        SqliteStore.with(options, Clock.systemUTC(), new FileSystemTypes(path -> type))) {
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(store::prepare)
          .withMessageContainingAll("network file system", type, "local disk")
          .matches(StorageException::canRetry);
    }
    assertThat(options.path()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ext4", "xfs", "btrfs", "overlay", "tmpfs", "fuse.mergerfs", "apfs", "NTFS"})
  void aLocalFileSystemIsTaken(String type) {
    SqliteOptions options = SqliteOptions.at(directory.resolve("metrics.db"));
    try (SqliteStore store =
        SqliteStore.with(options, Clock.systemUTC(), new FileSystemTypes(path -> type))) {
      assertThatNoException().isThrownBy(store::prepare);
    }
  }

  @Test
  void whatWasRefusedWorksOnceItsCauseIsGone() throws Exception {
    Path path = Files.createDirectory(directory.resolve("metrics.db"));
    try (SqliteStore store = SqliteStore.open(path)) {
      assertThatExceptionOfType(StorageException.class).isThrownBy(store::prepare);
      Files.delete(path);

      assertThatNoException().isThrownBy(store::prepare);
    }
  }

  private static void assertRefused(Path path, String cause, String remedy) {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> prepare(path))
        .withMessageStartingWith("Cannot keep history in " + path)
        .withMessageContainingAll(cause, remedy)
        .withMessageNotContaining("\n")
        .matches(StorageException::canRetry);
  }

  private static void prepare(Path path) {
    try (SqliteStore store = SqliteStore.open(path)) {
      store.prepare();
    }
  }

  private static int pragma(Path path, String name) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery("PRAGMA " + name)) {
      return rows.getInt(1);
    }
  }

  private static void change(Path path, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
