package io.tallystick.store.jdbc;

import io.tallystick.spi.StorageException;
import io.tallystick.spi.StoreIdentity;
import io.tallystick.spi.WriterId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * The tables, made and changed by numbered scripts. Each runs once in the life of a store, within
 * the writing transaction of whoever comes first; who comes at the same time waits for it and finds
 * the work done.
 */
final class Schema {
  /** In their order; a script that was released never changes. */
  private static final List<String> SCRIPTS = List.of("001-schema.sql", "002-view-${view}.sql");

  private final JdbcSettings settings;

  Schema(JdbcSettings settings) {
    this.settings = settings;
  }

  /** Brings the tables up to date, and says which store this is. */
  StoreIdentity ensure(Session session) throws SQLException {
    if (version(session) != SCRIPTS.size()) {
      session.dialect().lockSchema(session);
      try {
        bringUpToDate(session);
      } finally {
        session.dialect().unlockSchema(session);
      }
    }
    return identity(session);
  }

  /** Whether there is a store, of whatever version. */
  static boolean isThere(Session session) throws SQLException {
    return version(session) > 0;
  }

  private void bringUpToDate(Session session) throws SQLException {
    int version = version(session);
    if (version > SCRIPTS.size()) {
      throw StorageException.permanent(
          "The store was made by a newer release: its schema has version %d and this release knows %d. Use the newer release, or another store."
              .formatted(version, SCRIPTS.size()),
          null);
    }
    for (int next = version; next < SCRIPTS.size(); next++) {
      run(session, SCRIPTS.get(next));
    }
    if (version == 0) {
      beginStore(session);
    } else {
      session.update("UPDATE metric_store SET schema_version = ?", SCRIPTS.size());
    }
  }

  /** 0 when there are no tables, or none that were finished. */
  private static int version(Session session) throws SQLException {
    int[] found = {0};
    session.query(row -> found[0] = row.getInt(1), session.dialect().countTables(), "metric_store");
    if (found[0] > 0) {
      found[0] = 0;
      session.query(row -> found[0] = row.getInt(1), "SELECT schema_version FROM metric_store");
    }
    return found[0];
  }

  /**
   * The writer comes first: where others could come this far at the same time, one of them finds it
   * there and begins anew.
   */
  private void beginStore(Session session) throws SQLException {
    session.update(
        "INSERT INTO metric_writer (id, incarnation, flushed_through, points_through, last_seen)"
            + " VALUES (0, ?, 0, 0, 0)",
        WriterId.FOLDED.toString());
    Horizons.begin(session);
    session.update(
        "INSERT INTO metric_store (id, schema_version, created, zone, next_series, next_point,"
            + " has_requests) VALUES (?, ?, ?, ?, 1, 1, 0)",
        WriterId.random().toString(),
        SCRIPTS.size(),
        settings.clock().millis(),
        settings.zone().getId());
  }

  private static StoreIdentity identity(Session session) throws SQLException {
    StoreIdentity[] found = new StoreIdentity[1];
    session.query(
        row ->
            found[0] =
                new StoreIdentity(
                    row.getString(1),
                    ZoneId.of(row.getString(2)),
                    Instant.ofEpochMilli(row.getLong(3))),
        "SELECT id, zone, created FROM metric_store");
    return found[0];
  }

  /** Runs all commands of a script. */
  static void run(Session session, String script) throws SQLException {
    Dialect dialect = session.dialect();
    try (Statement statement = session.connection().createStatement()) {
      for (String command : commands(text(filled(dialect, script)), dialect)) {
        run(statement, command, dialect);
      }
    }
  }

  private static void run(Statement statement, String command, Dialect dialect)
      throws SQLException {
    try {
      statement.execute(command);
    } catch (SQLException e) {
      if (!dialect.isThereAlready(e)) {
        throw e;
      }
    }
  }

  /** Each command ends with a semicolon at the end of a line. */
  private static List<String> commands(String text, Dialect dialect) {
    return List.of(
        filled(dialect, text).replaceAll("(?m)^--.*$", "").strip().split(";\\s*(\\n|$)"));
  }

  private static String filled(Dialect dialect, String text) {
    String filled = text;
    for (Map.Entry<String, String> word : dialect.words().entrySet()) {
      filled = filled.replace("${" + word.getKey() + "}", word.getValue());
    }
    return filled;
  }

  private static String text(String script) {
    try (InputStream in = Schema.class.getResourceAsStream(script)) {
      if (in == null) {
        throw new IllegalStateException("The jar lacks the script " + script + ".");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
