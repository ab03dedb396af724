package io.tallystick.store.jdbc;

import io.tallystick.spi.Annotation;
import io.tallystick.spi.TimeRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Annotations, each of which is changed only by who knows its version. */
final class AnnotationTable {
  private AnnotationTable() {}

  static List<Annotation> find(Session session, TimeRange range, int most) throws SQLException {
    List<Annotation> found = new ArrayList<>();
    session.query(
        row -> found.add(annotation(row)),
        "SELECT id, version, began, ended, text, tags FROM metric_annotation"
            + " WHERE began >= ? AND began < ? ORDER BY began, id LIMIT ?",
        range.from().toEpochMilli(),
        range.to().toEpochMilli(),
        most);
    return found;
  }

  private static Annotation annotation(ResultSet row) throws SQLException {
    TimeRange range =
        new TimeRange(Instant.ofEpochMilli(row.getLong(3)), Instant.ofEpochMilli(row.getLong(4)));
    return new Annotation(
        row.getString(1), row.getLong(2), range, row.getString(5), TagText.parse(row.getString(6)));
  }

  /** Whether a new annotation found its id free. */
  static boolean add(Session session, Annotation annotation) throws SQLException {
    return !isThere(session, annotation.id())
        && session.update(
                "INSERT INTO metric_annotation (id, version, began, ended, text, tags)"
                    + " VALUES (?, ?, ?, ?, ?, ?)",
                annotation.id(),
                annotation.version(),
                annotation.range().from().toEpochMilli(),
                annotation.range().to().toEpochMilli(),
                annotation.text(),
                TagText.of(annotation.tags()))
            > 0;
  }

  /** Whether an annotation was there with the version that its change expects. */
  static boolean replace(Session session, Annotation annotation, long expectedVersion)
      throws SQLException {
    return session.update(
            "UPDATE metric_annotation SET version = ?, began = ?, ended = ?, text = ?, tags = ?"
                + " WHERE id = ? AND version = ?",
            annotation.version(),
            annotation.range().from().toEpochMilli(),
            annotation.range().to().toEpochMilli(),
            annotation.text(),
            TagText.of(annotation.tags()),
            annotation.id(),
            expectedVersion)
        > 0;
  }

  static boolean remove(Session session, String id, long expectedVersion) throws SQLException {
    return session.update(
            "DELETE FROM metric_annotation WHERE id = ? AND version = ?", id, expectedVersion)
        > 0;
  }

  private static boolean isThere(Session session, String id) throws SQLException {
    boolean[] isThere = {false};
    session.query(row -> isThere[0] = true, "SELECT 1 FROM metric_annotation WHERE id = ?", id);
    return isThere[0];
  }
}
