package io.tallystick.store.sqlite;

import io.tallystick.spi.StorageException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Loads SQLite itself, which its driver unpacks into the temporary directory.
 *
 * <p>Where nothing can be written to that directory, or nothing loaded from it, another one takes
 * its place for the moment of loading, unless someone chose one.
 */
final class NativeLibrary {
  private static final Logger LOGGER = LoggerFactory.getLogger(NativeLibrary.class);
  private static final String CHOSEN_DIRECTORY = "org.sqlite.tmpdir";
  private static final String CHOSEN_LIBRARY = "org.sqlite.lib.path";

  private static boolean isLoaded;

  private NativeLibrary() {}

  /**
   * Loads it, unless it is there.
   *
   * @param database beside which a directory may be made for a moment
   * @throws StorageException when there is no way to load it; says what to set
   */
  static synchronized void load(Path database) {
    if (!isLoaded) {
      isLoaded = attempt() || attemptElsewhere(database);
    }
    if (!isLoaded) {
      throw refusal();
    }
  }

  private static boolean attempt() {
    try {
      return SQLiteJDBCLoader.initialize();
    } catch (Exception | LinkageError e) {
      LOGGER.debug("SQLite could not be loaded", e);
      return false;
    }
  }

  private static boolean attemptElsewhere(Path database) {
    if (System.getProperty(CHOSEN_DIRECTORY) != null) {
      return false;
    }
    for (Path place : List.of(database.resolveSibling(""), Path.of(home()))) {
      if (attemptIn(place)) {
        LOGGER.info(
            "SQLite was loaded from {}, because it could not be from {}.", place, usualDirectory());
        return true;
      }
    }
    return false;
  }

  private static boolean attemptIn(Path place) {
    Path made = null;
    try {
      made = Files.createTempDirectory(place, ".sqlite-");
      System.setProperty(CHOSEN_DIRECTORY, made.toString());
      return attempt();
    } catch (IOException e) {
      LOGGER.debug("No directory could be made in {}", place, e);
      return false;
    } finally {
      System.clearProperty(CHOSEN_DIRECTORY);
      remove(made);
    }
  }

  /** A library that is loaded needs its file no more; where it cannot go, it goes at the end. */
  private static void remove(@Nullable Path made) {
    if (made == null) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(made)) {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(made);
    } catch (IOException e) {
      LOGGER.debug("{} could not be removed", made, e);
      made.toFile().deleteOnExit();
    }
  }

  private static StorageException refusal() {
    return StorageException.temporary(
        "SQLite cannot be loaded from %s: set -D%s to a directory that this process may write to and load programs from (not mounted noexec), or -D%s to one that holds the library."
            .formatted(
                System.getProperty(CHOSEN_DIRECTORY, usualDirectory()),
                CHOSEN_DIRECTORY,
                CHOSEN_LIBRARY),
        null);
  }

  private static String usualDirectory() {
    return System.getProperty("java.io.tmpdir", "");
  }

  private static String home() {
    return System.getProperty("user.home", "");
  }
}
