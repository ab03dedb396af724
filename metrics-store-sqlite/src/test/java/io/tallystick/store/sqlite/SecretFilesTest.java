package io.tallystick.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallystick.Tags;
import io.tallystick.UserMetricKind;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.spi.SecretPlace;
import io.tallystick.spi.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of tenants lies beside the file, not in it. */
class SecretFilesTest {
  @TempDir Path directory;

  private Path database() {
    return directory.resolve("metrics.db");
  }

  private Path key() {
    return directory.resolve("metrics.db.tenant.key");
  }

  /** Starts, records something of a tenant, and ends. */
  private void run() {
    try (MetricsRuntime runtime =
        MetricsRuntime.builder()
            .installed(false)
            .storage(SqliteStore.open(database()))
            .build()
            .start()) {
      runtime
          .metrics()
          .recordUserMetric("acme", "invoice.count", 1, UserMetricKind.COUNT, Tags.empty());
    }
  }

  @Test
  void theKeyIsMadeOnceAndOnlyItsOwnerReadsIt() throws IOException {
    run();
    String made = Files.readString(key());
    run();

    assertThat(Files.readString(key())).isEqualTo(made).matches("[0-9a-f]{64}\n");
    assertThat(Files.getPosixFilePermissions(key()))
        .extracting(Enum::name)
        .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    assertThat(bytes(database())).doesNotContain(made.strip());
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
    }
  }

  private static String bytes(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  @Test
  void aKeyThatIsGoneOrAnothersKeepsTheRuntimeFromStarting() throws IOException {
    run();
    String made = Files.readString(key());
    Files.delete(key());

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(this::run)
        .withMessageContaining("configure that key as tallystick.tenant.key");
    assertThat(key()).doesNotExist();

    Files.writeString(key(), "f".repeat(64));
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(this::run)
        .withMessageContaining("begun with the key of");

    Files.writeString(key(), made);
    run();
  }

  @Test
  void ofManyWhoMakeOneAllGetTheFirst() throws Exception {
    Set<String> got = new ConcurrentSkipListSet<>();
    List<Thread> threads =
        Stream.iterate(0, i -> i + 1)
            .limit(8)
            .map(i -> new Thread(() -> got.add(place().keep("some.key", "secret-" + i))))
            .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(got).hasSize(1);
    assertThat(place().find("some.key")).contains(got.iterator().next());
    assertThat(place().find("other.key")).isEmpty();
    assertThat(Arrays.asList(directory.toFile().list())).containsExactly("metrics.db.some.key");
  }

  /** An archive that is opened as a disk is one that knows no links. */
  @Test
  void aDiskWithoutLinksKeepsTheFirstKeyToo() throws IOException {
    Path archive = directory.resolve("disk.zip");
    try (FileSystem disk = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      Path file = disk.getPath("/metrics.db");
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> Files.createLink(file, disk.getPath("/other")));
      SecretPlace place = new SecretFiles(file);

      assertThat(place.find("some.key")).isEmpty();
      assertThat(place.keep("some.key", "secret-1")).isEqualTo("secret-1");
      assertThat(place.keep("some.key", "secret-2")).isEqualTo("secret-1");
      assertThat(place.find("some.key")).contains("secret-1");
      try (Stream<Path> files = Files.list(disk.getPath("/"))) {
        assertThat(files).extracting(Path::toString).containsExactly("/metrics.db.some.key");
      }
    }
  }

  private SecretPlace place() {
    return new SecretFiles(database());
  }
}
