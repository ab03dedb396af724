package io.tallystick.store.jdbc;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Where the database of a store is, who logs in, and how long it may take to answer.
 *
 * <pre>{@code
 * StorageBackend backend =
 *     JdbcStore.open(
 *         JdbcOptions.at("jdbc:postgresql://db.example/metrics")
 *             .withLogin("tallystick", password)
 *             .withZone(ZoneId.of("Europe/Berlin")));
 * }</pre>
 */
public final class JdbcOptions {
  private static final Duration LEAST_ANSWER = Duration.ofSeconds(1);
  private static final Duration MOST_ANSWER = Duration.ofMinutes(10);
  private static final int MOST_READERS = 100;

  private final String url;
  private final @Nullable String user;
  private final @Nullable String password;
  private final ZoneId zone;
  private final int readers;
  private final Limits limits;

  private JdbcOptions(
      String url,
      @Nullable String user,
      @Nullable String password,
      ZoneId zone,
      int readers,
      Limits limits) {
    this.url = url;
    this.user = user;
    this.password = password;
    this.zone = zone;
    this.readers = readers;
    this.limits = limits;
  }

  /**
   * Days in UTC, two connections that read, ten seconds to answer.
   *
   * @param url of JDBC; what it says of user, password and time limits counts more than what is
   *     said here
   */
  public static JdbcOptions at(String url) {
    if (requireNonNull(url, "url").startsWith("jdbc:sqlite:")) {
      throw new IllegalArgumentException(
          "JdbcStore does not open SQLite files: use SqliteStore.open(path) of metrics-store-sqlite, which takes care of the file too.");
    }
    return new JdbcOptions(url, null, null, ZoneOffset.UTC, 2, Limits.USUAL);
  }

  /** The same with a user and a password, which is never shown. */
  public JdbcOptions withLogin(String newUser, String newPassword) {
    requireNonNull(newUser, "newUser");
    requireNonNull(newPassword, "newPassword");
    return new JdbcOptions(url, newUser, newPassword, zone, readers, limits);
  }

  /** The same with days that begin in a zone; counts when the tables are made, and never again. */
  public JdbcOptions withZone(ZoneId newZone) {
    return new JdbcOptions(
        url, user, password, requireNonNull(newZone, "newZone"), readers, limits);
  }

  /** The same with so many connections that read, beside the one that writes. */
  public JdbcOptions withReaders(int most) {
    if (most < 1 || most > MOST_READERS) {
      throw new IllegalArgumentException(
          "%d connections are to read: allow 1 to %d.".formatted(most, MOST_READERS));
    }
    return new JdbcOptions(url, user, password, zone, most, limits);
  }

  /**
   * The same with so much time for the database to answer anything. Past it the call fails, the
   * connection is given up, and what was to be written is written again later.
   */
  public JdbcOptions withAnswerTime(Duration most) {
    if (most.compareTo(LEAST_ANSWER) < 0 || most.compareTo(MOST_ANSWER) > 0) {
      throw new IllegalArgumentException(
          "The database may take %s to answer: allow %s to %s."
              .formatted(most, LEAST_ANSWER, MOST_ANSWER));
    }
    Duration connect = most.compareTo(Limits.USUAL.connect()) < 0 ? most : Limits.USUAL.connect();
    return new JdbcOptions(url, user, password, zone, readers, new Limits(connect, most));
  }

  String url() {
    return url;
  }

  @Nullable String user() {
    return user;
  }

  @Nullable String password() {
    return password;
  }

  ZoneId zone() {
    return zone;
  }

  int readers() {
    return readers;
  }

  Limits limits() {
    return limits;
  }

  /** Without the address, which may hold a password. */
  @Override
  public String toString() {
    return "JdbcOptions[user=%s, zone=%s, readers=%d, answerTime=%s]"
        .formatted(user, zone, readers, limits.answer());
  }
}
