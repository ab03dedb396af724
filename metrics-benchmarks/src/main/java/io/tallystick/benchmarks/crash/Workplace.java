package io.tallystick.benchmarks.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A directory with the store's file and the ledgers of the children that share it. */
final class Workplace {
  /** Often, so that a short life has many flushes. */
  static final Duration FLUSH_INTERVAL = Duration.ofMillis(200);

  private final Path directory;
  private int children;

  private Workplace(Path directory) {
    this.directory = directory;
  }

  static Workplace create() {
    try {
      return new Workplace(Files.createTempDirectory("tallystick-crash"));
    } catch (IOException broken) {
      throw new UncheckedIOException("No directory could be made for the store.", broken);
    }
  }

  Path database() {
    return directory.resolve("metrics.db");
  }

  Child start() {
    return start(FLUSH_INTERVAL);
  }

  Child start(Duration flushInterval) {
    children++;
    return Child.start(
        database(), directory.resolve("ledger-%d.bin".formatted(children)), flushInterval);
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException broken) {
      throw new UncheckedIOException("%s cannot be deleted.".formatted(file), broken);
    }
  }

  /** Takes it all away. */
  void delete() {
    files().forEach(Workplace::delete);
    delete(directory);
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    } catch (IOException broken) {
      throw new UncheckedIOException("%s cannot be listed.".formatted(directory), broken);
    }
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
