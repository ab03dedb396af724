package io.tallystick.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A database and the two files that SQLite keeps beside it, as paths: what lies there may change.
 *
 * @param database the database itself
 */
record DatabaseFiles(Path database) {
  private static final String LOG = "-wal";
  private static final String INDEX = "-shm";

  Path log() {
    return beside(LOG);
  }

  Path index() {
    return beside(INDEX);
  }

  private Path beside(String ending) {
    return database.resolveSibling(database.getFileName() + ending);
  }

  boolean hasDirectory() {
    return Files.isDirectory(database.resolveSibling(""));
  }

  /** What lies at the paths now. */
  Identity identity() {
    return new Identity(keyOf(database), keyOf(log()), keyOf(index()));
  }

  /** How many bytes the database and its log take. */
  long sizeBytes() {
    return sizeOf(database) + sizeOf(log());
  }

  /** Whether a log lies there that holds something: whoever wrote it has not closed it. */
  boolean hasLog() {
    return sizeOf(log()) > 0;
  }

  /** Removes those of the files beside the database that belonged to another one. */
  void removeLeftovers(Identity other) throws IOException {
    if (other.log().equals(keyOf(log()))) {
      Files.deleteIfExists(log());
    }
    if (other.index().equals(keyOf(index()))) {
      Files.deleteIfExists(index());
    }
  }

  /** Removes the files beside the database, whosever they are. */
  void removeLeftovers() throws IOException {
    Files.deleteIfExists(log());
    Files.deleteIfExists(index());
  }

  /**
   * Moves all that is there to the paths of others; the database first, without which none counts.
   */
  List<Path> moveTo(DatabaseFiles others) throws IOException {
    List<Path> moved = new ArrayList<>();
    for (String ending : List.of("", LOG, INDEX)) {
      Path from = beside(ending);
      if (Files.exists(from)) {
        moved.add(Files.move(from, others.beside(ending)));
      }
    }
    return moved;
  }

  /** What a file is made with that nobody but its owner may read. */
  static FileAttribute<?>[] ownerOnly(Path path) {
    boolean isPosix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    return isPosix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static long sizeOf(Path file) {
    try {
      return Files.size(file);
    } catch (IOException missing) {
      return 0;
    }
  }

  private static String keyOf(Path file) {
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return key == null ? Identity.WITHOUT_KEY : key.toString();
    } catch (IOException missing) {
      return Identity.MISSING;
    }
  }

  /**
   * Which files lay at the paths at a moment, by what the file system numbers them with. A number
   * is not given again while a connection has its file open.
   *
   * @param database of the database
   * @param log of its write-ahead log
   * @param index of the log's index
   */
  record Identity(String database, String log, String index) {
    private static final String MISSING = "missing";

    /** Where files have no number; there, an open file cannot be moved or removed. */
    private static final String WITHOUT_KEY = "there";
  }
}
