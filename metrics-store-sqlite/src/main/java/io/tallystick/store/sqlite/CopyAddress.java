package io.tallystick.store.sqlite;

import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageException;
import io.tallystick.store.jdbc.JdbcOptions;
import io.tallystick.store.jdbc.JdbcStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a store lies that is copied from or to, and who logs in there.
 *
 * @param address the path of an SQLite file, or the URL of a database
 * @param user null when nobody is named
 * @param password of the user
 */
record CopyAddress(String address, @Nullable String user, @Nullable String password) {
  private static final Pattern SECRET = Pattern.compile("(?i)(password|pwd)=");

  /** A server may be busy with a portion for longer than with a flush. */
  private static final Duration ANSWER_TIME = Duration.ofMinutes(2);

  /** Checks what others may see of it. */
  CopyAddress {
    if (address.startsWith("jdbc:sqlite:")) {
      throw new IllegalArgumentException(
          "An address begins with jdbc:sqlite: give the path of the file alone, such as data/metrics.db.");
    }
    if (SECRET.matcher(address).find()) {
      throw new IllegalArgumentException(
          "An address holds a password, which others on this machine can read: leave it out, name the user behind the address, and set "
              + CopyStore.PASSWORD
              + ".");
    }
    if (user != null && password == null) {
      throw new IllegalArgumentException(
          "The user %s is named and no password is given: set %s, to nothing if there is none."
              .formatted(user, CopyStore.PASSWORD));
    }
  }

  static boolean isDatabase(String address) {
    return address.startsWith("jdbc:");
  }

  /** A store that is open, and what it is copied by. */
  record Opened(StorageBackend store, StorageBackend tables) implements AutoCloseable {
    @Override
    public void close() {
      store.close();
    }
  }

  /** The store that is there. */
  Opened existing() {
    if (!isDatabase(address)) {
      return existingFile();
    }
    JdbcStore store = JdbcStore.open(options());
    try {
      if (!store.isMade()) {
        throw StorageException.permanent(
            "There is no store in the database: check its address, and in which schema the tables are.",
            null);
      }
      return new Opened(store, store);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private Opened existingFile() {
    if (!Files.exists(Path.of(address))) {
      throw StorageException.permanent(
          "There is no file %s: check its path.".formatted(address), null);
    }
    SqliteStore store = SqliteStore.open(address);
    return new Opened(store, store.backend());
  }

  /** The store that is there, or a new one with days that begin in a zone. */
  Opened existingOrNew(ZoneId zone) {
    if (isDatabase(address)) {
      JdbcStore store = JdbcStore.open(options().withZone(zone));
      return new Opened(store, store);
    }
    SqliteStore store = SqliteStore.open(SqliteOptions.at(Path.of(address)).withZone(zone));
    return new Opened(store, store.backend());
  }

  private JdbcOptions options() {
    JdbcOptions options = JdbcOptions.at(address).withAnswerTime(ANSWER_TIME);
    return user == null || password == null ? options : options.withLogin(user, password);
  }

  /** Without the address, which may hold a secret by another name. */
  @Override
  public String toString() {
    return "CopyAddress[user=%s]".formatted(user);
  }
}
