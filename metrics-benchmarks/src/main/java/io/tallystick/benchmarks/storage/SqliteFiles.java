package io.tallystick.benchmarks.storage;

import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StorageBackend;
import io.tallystick.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** SQLite files in a directory of their own. */
final class SqliteFiles implements Database {
  private static final Goals GOALS = new Goals(1.3, 0, 0, 20, 40, 300);

  private final Path directory;

  SqliteFiles() {
    try {
      directory = Files.createTempDirectory("tallystick-storage");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String name) {
    return directory.resolve(name + ".db");
  }

  @Override
  public StorageBackend openStore(String name) {
    return SqliteStore.open(file(name));
  }

  @Override
  public Floor openFloor(String name, List<SeriesKey> series) {
    return BareJdbc.inSqlite(file(name), series);
  }

  /** A file that nobody has open has its log in it. */
  @Override
  public long bytes(String name) {
    try {
      return Files.size(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long allBytes(String name) {
    return bytes(name);
  }

  @Override
  public Goals goals() {
    return GOALS;
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
