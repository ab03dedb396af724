package io.tallystick.store.jdbc;

import io.tallystick.spi.StorageException;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** What a failure of a database is about, and what can be done. */
enum Trouble {
  /** What was to be kept is at fault: it fails again however often it is tried. */
  VALUE(false, "the database does not take a value (%s)"),
  CONNECTION(
      true,
      "there is no connection that works (%s): see to it that the database answers at the address"
          + " that was given, and that a pool has connections to spare"),
  NOWHERE(
      true,
      "the address of the database leads nowhere (%s): give one that begins with jdbc:, and put the"
          + " driver of its database on the class path"),
  LOGIN(
      true,
      "the database does not let this user in (%s): check the name of the database, the user and"
          + " the password"),
  RIGHTS(
      true,
      "the database does not let this user do what is needed (%s): grant the user all rights on a"
          + " schema of its own"),
  CROWD(
      true,
      "the database has too many connections (%s): let it have more, or let others have fewer"),
  SLOW(
      true,
      "the database took too long (%s): it is tried again; if this goes on, see what keeps it busy,"
          + " or allow more time"),
  COLLISION(true, "another instance was at the same rows (%s): it is tried again"),
  TABLES(true, "tables of the store are missing (%s): they are made anew when it is tried again"),
  LOCK(
      true,
      "someone else holds a lock of the database (%s): it is tried again; if this goes on, end what"
          + " holds it, or let connections wait longer for locks"),
  FULL(true, "the disk of the database is full (%s): free some space"),
  READ_ONLY(true, "the database cannot be written (%s): give connections that can write"),
  OTHER(true, "the database does not do what it was asked (%s): it is tried again");

  /** What the SQL standard calls a connection that could not be made. */
  static final String NO_CONNECTION = "08001";

  /** Of our own: there is no driver that knows the address. */
  static final String NO_DRIVER = "08TD1";

  private static final int MOST_CAUSES = 10;

  private static final Pattern ADDRESS = Pattern.compile("jdbc:\\S+");
  private static final Pattern SECRET =
      Pattern.compile("(?i)\\b(\\w*(?:password|pwd|secret|token))=[^\\s;&,]+");

  private final boolean canRetry;
  private final String words;

  Trouble(boolean canRetry, String words) {
    this.canRetry = canRetry;
    this.words = words;
  }

  /**
   * What the SQL standard says that a state means, and what databases say to who is not let in yet,
   * before anything is known of them.
   */
  static Trouble byState(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    if (state.equals(NO_DRIVER)) {
      return NOWHERE;
    }
    if (state.equals("53300") || failure.getErrorCode() == 1040) {
      return CROWD;
    }
    if (state.startsWith("08") || state.startsWith("57P")) {
      return CONNECTION;
    }
    if (state.startsWith("28") || state.equals("3D000") || isOfMySqlDatabase(failure)) {
      return LOGIN;
    }
    return state.startsWith("22") || state.startsWith("23") ? VALUE : OTHER;
  }

  /** MySQL says with a number only that there is no such database. */
  private static boolean isOfMySqlDatabase(SQLException failure) {
    return failure.getErrorCode() == 1044 || failure.getErrorCode() == 1049;
  }

  /** The failure in one sentence. */
  StorageException failure(String doing, SQLException failure) {
    return failure(doing, failure, "");
  }

  /**
   * The failure in one sentence.
   *
   * @param secret what it must not hold; empty when that is not known
   */
  StorageException failure(String doing, SQLException failure, String secret) {
    String sentence =
        "Could not %s: %s.".formatted(doing, words.formatted(message(failure, secret)));
    SQLException cause = withoutSecrets(failure, secret, MOST_CAUSES);
    return canRetry
        ? StorageException.temporary(sentence, cause)
        : StorageException.permanent(sentence, cause);
  }

  /** The same failure and its causes, for logs: these print what each of them says. */
  private static SQLException withoutSecrets(Throwable failure, String secret, int causesLeft) {
    String said = failure.getClass().getName() + ": " + message(failure, secret);
    SQLException copy =
        failure instanceof SQLException known
            ? new SQLException(said, known.getSQLState(), known.getErrorCode())
            : new SQLException(said);
    copy.setStackTrace(failure.getStackTrace());
    Throwable cause = failure.getCause();
    if (cause != null && causesLeft > 0) {
      copy.initCause(withoutSecrets(cause, secret, causesLeft - 1));
    }
    return copy;
  }

  /** Drivers like to name the whole address that they could not reach, password included. */
  private static String message(Throwable failure, String secret) {
    String message = String.valueOf(failure.getMessage());
    String withoutSecret = secret.isEmpty() ? message : message.replace(secret, "…");
    String line = withoutSecret.strip().replaceAll("\\s+", " ");
    String withoutAddress = ADDRESS.matcher(line).replaceAll("jdbc:…");
    return SECRET.matcher(withoutAddress).replaceAll("$1=…");
  }
}
