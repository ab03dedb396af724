package io.tallystick.store.sqlite;

import io.tallystick.spi.StorageException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is, and whether it can be there.
 *
 * <p>It asks the file system about the file and never opens it: on POSIX systems, closing a file
 * drops every lock that this process has on it, SQLite's too.
 */
final class SqliteFile {
  private final Path path;
  private final FileSystemTypes types;

  SqliteFile(Path given, FileSystemTypes types) {
    this.path = given.toAbsolutePath().normalize();
    this.types = types;
  }

  Path path() {
    return path;
  }

  /** What the path leads to, links followed, whether it is there yet or not. */
  Path target() {
    try {
      return path.toRealPath();
    } catch (NoSuchFileException missing) {
      return missingTarget();
    } catch (IOException e) {
      throw refusal("it cannot be reached (%s)".formatted(reason(e)), "name another path", e);
    }
  }

  private Path missingTarget() {
    try {
      return Files.isSymbolicLink(path)
          ? path.resolveSibling(Files.readSymbolicLink(path)).normalize()
          : directory().toRealPath().resolve(name());
    } catch (IOException e) {
      throw refusal("its directory is not there", "make the directory", e);
    }
  }

  private Path directory() {
    Path parent = path.getParent();
    if (parent == null) {
      throw refusal("it is the root of a file system", "name a file", null);
    }
    return parent;
  }

  private String name() {
    return String.valueOf(path.getFileName());
  }

  /**
   * Makes the directory if it is missing, and finds out whether a database can be here.
   *
   * @throws StorageException when it cannot; a retry may help, as people can change that
   */
  void requireUsable() {
    requirePlainPath();
    makeDirectory();
    requireRegularFile();
    requireWritable();
    requireLocal();
  }

  private void requirePlainPath() {
    if (!path.getFileSystem().equals(FileSystems.getDefault())) {
      throw refusal(
          "it is not on the default file system",
          "name a path of the operating system's own",
          null);
    }
    if (path.toString().indexOf('?') >= 0) {
      throw refusal(
          "its name has a question mark, behind which SQLite's driver reads settings",
          "name a path without one",
          null);
    }
  }

  private void makeDirectory() {
    try {
      if (!Files.isDirectory(directory())) {
        Files.createDirectories(directory());
      }
    } catch (IOException e) {
      throw refusal(
          "the directory %s cannot be made (%s)".formatted(directory(), reason(e)),
          "make it, or name a path where this process may write",
          e);
    }
  }

  private void requireRegularFile() {
    if (Files.isDirectory(path)) {
      throw refusal("it is a directory", "name a file in it", null);
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw refusal("it is a device or a pipe", "name a file", null);
    }
  }

  private void requireWritable() {
    String remedy = "let this process write there, or name another path";
    Path target = target();
    Path parent = target.getParent();
    if (Files.exists(target) && !Files.isWritable(target)) {
      throw refusal("the file cannot be written", remedy, null);
    }
    if (parent == null || !Files.isWritable(parent)) {
      throw refusal(
          "the directory %s cannot be written, and SQLite keeps files beside its own"
              .formatted(parent),
          remedy,
          null);
    }
  }

  private void requireLocal() {
    types
        .networkTypeOf(Files.exists(path) ? path : directory())
        .ifPresent(
            type -> {
              throw refusal(
                  "it is on a network file system (%s), where SQLite's locks do not hold"
                      .formatted(type),
                  "name a path on a local disk, or share history through a database server",
                  null);
            });
  }

  private StorageException refusal(String cause, String remedy, @Nullable Throwable e) {
    return StorageException.temporary(
        "Cannot keep history in %s: %s: %s.".formatted(path, cause, remedy), e);
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "");
  }
}
