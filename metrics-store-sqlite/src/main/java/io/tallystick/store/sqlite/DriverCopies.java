package io.tallystick.store.sqlite;

import io.tallystick.spi.StorageException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.NativeDB;

/**
 * Keeps two copies of SQLite in one process off the same file.
 *
 * <p>Each web application may bring a copy. Locks belong to the process, and a copy does not know
 * of another's: the first that closes the file drops the locks of both, and the file is destroyed.
 * The class loaders share nothing but the system properties, so a file's property names the copy
 * that has it open and, behind a blank, how often.
 */
final class DriverCopies {
  private static final String PREFIX = "io.tallystick.store.sqlite.open:";

  private DriverCopies() {}

  /** The copy that this class uses. */
  static String ours() {
    return Integer.toHexString(System.identityHashCode(NativeDB.class));
  }

  /**
   * Notes that a copy has the file open once more.
   *
   * @throws StorageException when another copy has
   */
  static void claim(Path target, String copy) {
    System.getProperties()
        .compute(PREFIX + target, (key, there) -> entry(copy, count(target, copy, there) + 1));
  }

  /** Notes that the copy has it open once less. */
  static void release(Path target, String copy) {
    System.getProperties()
        .computeIfPresent(
            PREFIX + target, (key, there) -> entry(copy, count(target, copy, there) - 1));
  }

  private static @Nullable String entry(String copy, int count) {
    return count == 0 ? null : copy + " " + count;
  }

  private static int count(Path target, String copy, @Nullable Object there) {
    if (there == null) {
      return 0;
    }
    String[] copyAndCount = there.toString().split(" ");
    if (!copyAndCount[0].equals(copy)) {
      throw StorageException.temporary(
          "%s is open in this process through another copy of sqlite-jdbc, which drops the locks of this one: give each application a file of its own, or let them share one copy."
              .formatted(target),
          null);
    }
    return Integer.parseInt(copyAndCount[1]);
  }
}
