package io.tallystick.store.jdbc;

import io.tallystick.spi.StorageException;
import io.tallystick.spi.StoreIdentity;
import io.tallystick.spi.WriterId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The tables, made and changed by numbered scripts. Each runs once in the life of a store, within
 * the writing transaction of whoever comes first; who comes at the same time waits for it and finds
 * the work done.
 */
final class Schema {
  /** In their order; a script that was released never changes. */
  private static final List<String> SCRIPTS = List.of("001-schema.sql", "002-view-${dialect}.sql");

  private final Supplier<Map<String, String>> words;
  private final JdbcSettings settings;

  /**
   * Tables that are not there yet.
   *
   * @param words what the placeholders stand for; asked when there is a connection
   */
  Schema(Supplier<Map<String, String>> words, JdbcSettings settings) {
    this.words = words;
    this.settings = settings;
  }

  /** Brings the tables up to date, and says which store this is. */
  StoreIdentity ensure(Session session) throws SQLException {
    int version = exists(session) ? version(session) : 0;
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
    } else if (version < SCRIPTS.size()) {
      session.update("UPDATE metric_store SET schema_version = ?", SCRIPTS.size());
    }
    return identity(session);
  }

  private static boolean exists(Session session) throws SQLException {
    try (ResultSet tables =
        session.connection().getMetaData().getTables(null, null, "metric_store", null)) {
      return tables.next();
    }
  }

  private static int version(Session session) throws SQLException {
    int[] version = {0};
    session.query(row -> version[0] = row.getInt(1), "SELECT schema_version FROM metric_store");
    return version[0];
  }

  private void beginStore(Session session) throws SQLException {
    session.update(
        "INSERT INTO metric_store (id, schema_version, created, zone, next_series, next_point)"
            + " VALUES (?, ?, ?, ?, 1, 1)",
        WriterId.random().toString(),
        SCRIPTS.size(),
        settings.clock().millis(),
        settings.zone().getId());
    session.update(
        "INSERT INTO metric_writer (id, incarnation, flushed_through, points_through, last_seen)"
            + " VALUES (0, ?, 0, 0, 0)",
        WriterId.FOLDED.toString());
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

  private void run(Session session, String script) throws SQLException {
    try (Statement statement = session.connection().createStatement()) {
      for (String command : commands(text(filled(script)))) {
        statement.execute(command);
      }
    }
  }

  /** Each command ends with a semicolon at the end of a line. */
  private List<String> commands(String text) {
    return List.of(filled(text).replaceAll("(?m)^--.*$", "").strip().split(";\\s*(\\n|$)"));
  }

  private String filled(String text) {
    String filled = text;
    for (Map.Entry<String, String> word : words.get().entrySet()) {
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
