package io.tallystick.store.jdbc;

import io.tallystick.spi.Note;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Notes, each of which is changed only by who knows its version. */
final class NoteTable {
  private static final String SELECT = "SELECT name, version, text FROM metric_note";

  private NoteTable() {}

  static List<Note> all(Session session) throws SQLException {
    List<Note> found = new ArrayList<>();
    session.query(row -> found.add(note(row)), SELECT + " ORDER BY name");
    return found;
  }

  static Optional<Note> find(Session session, String name) throws SQLException {
    List<Note> found = new ArrayList<>();
    session.query(row -> found.add(note(row)), SELECT + " WHERE name = ?", name);
    return found.stream().findFirst();
  }

  private static Note note(ResultSet row) throws SQLException {
    return new Note(row.getString(1), row.getLong(2), row.getString(3));
  }

  /** Whether a new note found its name free. */
  static boolean add(Session session, Note note) throws SQLException {
    return find(session, note.name()).isEmpty()
        && session.update(
                "INSERT INTO metric_note (name, version, text) VALUES (?, ?, ?)",
                note.name(),
                note.version(),
                note.text())
            > 0;
  }

  /** Whether a note was there with the version that its change expects. */
  static boolean replace(Session session, Note note, long expectedVersion) throws SQLException {
    return session.update(
            "UPDATE metric_note SET version = ?, text = ? WHERE name = ? AND version = ?",
            note.version(),
            note.text(),
            note.name(),
            expectedVersion)
        > 0;
  }

  static boolean remove(Session session, String name, long expectedVersion) throws SQLException {
    return session.update(
            "DELETE FROM metric_note WHERE name = ? AND version = ?", name, expectedVersion)
        > 0;
  }
}
