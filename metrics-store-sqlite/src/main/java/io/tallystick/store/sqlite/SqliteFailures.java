package io.tallystick.store.sqlite;

import io.tallystick.spi.StorageException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Puts what SQLite answers into words, and knows whether a retry can help. */
final class SqliteFailures {
  /** The low byte of a code says what kind of failure it is, the others which one. */
  private static final int KIND = 0xff;

  private static final int MOST_CAUSES = 10;

  private static final Pattern MISSING_PART =
      Pattern.compile("no such (table|column)|has no column|ON CONFLICT clause does not match");

  private SqliteFailures() {}

  static StorageException of(String doing, Path path, SQLException failure) {
    StorageException refusal = within(failure, StorageException.class);
    if (refusal != null) {
      return StorageException.temporary(
          "Could not %s: %s".formatted(doing, refusal.getMessage()), failure);
    }
    String words = "Could not %s: %s.".formatted(doing, explanation(path, failure));
    return canRetry(failure)
        ? StorageException.temporary(words, failure)
        : StorageException.permanent(words, failure);
  }

  /** Whether the file is damaged or no database at all. */
  static boolean isDamage(SQLException failure) {
    return switch (kind(failure)) {
      case SQLITE_CORRUPT, SQLITE_NOTADB -> true;
      default -> isOfTables(failure);
    };
  }

  /** Whether tables are not as they were made: what is asked of them never changes. */
  static boolean isOfTables(SQLException failure) {
    return kind(failure) == SQLiteErrorCode.SQLITE_ERROR
        && MISSING_PART.matcher(message(failure)).find();
  }

  private static String explanation(Path path, SQLException failure) {
    if (isDamage(failure)) {
      return "%s seems damaged (%s): if it is, it is moved aside and a new one begins"
          .formatted(path, message(failure));
    }
    return switch (kind(failure)) {
      case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL ->
          "%s is locked by another process or program: it is tried again; if this goes on, end what holds it"
              .formatted(path);
      case SQLITE_FULL -> "the disk that holds %s is full: free some space".formatted(path);
      case SQLITE_IOERR ->
          "the disk failed under %s (%s): see to it that it can be read and written"
              .formatted(path, code(failure));
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
          "%s cannot be written: let this process write to it and to its directory".formatted(path);
      case SQLITE_CANTOPEN ->
          "%s cannot be opened: let this process read and write it and its directory"
              .formatted(path);
      case SQLITE_NOMEM -> "no memory is left to work on %s: give the process more".formatted(path);
      case SQLITE_CONSTRAINT, SQLITE_TOOBIG, SQLITE_MISMATCH, SQLITE_RANGE ->
          "%s does not take a value (%s)".formatted(path, message(failure));
      default -> "%s does not do what it was asked (%s)".formatted(path, message(failure));
    };
  }

  private static boolean canRetry(SQLException failure) {
    return switch (kind(failure)) {
      case SQLITE_CONSTRAINT, SQLITE_TOOBIG, SQLITE_MISMATCH, SQLITE_RANGE -> false;
      case SQLITE_ERROR -> isOfTables(failure);
      default -> true;
    };
  }

  private static SQLiteErrorCode kind(SQLException failure) {
    return SQLiteErrorCode.getErrorCode(code(failure).code & KIND);
  }

  private static SQLiteErrorCode code(SQLException failure) {
    SQLiteException known = within(failure, SQLiteException.class);
    return known == null ? SQLiteErrorCode.UNKNOWN_ERROR : known.getResultCode();
  }

  /** The failure or the nearest of its causes that is of a type, for a pool wraps them. */
  private static <T extends Throwable> @Nullable T within(Throwable failure, Class<T> type) {
    Throwable each = failure;
    for (int depth = 0; each != null && depth < MOST_CAUSES; depth++) {
      if (type.isInstance(each)) {
        return type.cast(each);
      }
      each = each.getCause();
    }
    return null;
  }

  private static String message(SQLException failure) {
    return String.valueOf(failure.getMessage());
  }
}
